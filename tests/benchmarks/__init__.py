"""What a step costs next to the plainest way to do it: ratios within one run, never seconds."""
