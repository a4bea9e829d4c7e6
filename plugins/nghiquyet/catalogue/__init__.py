"""The catalogue: reads and cross-checks ``reports/`` and ``expectations/`` once."""
