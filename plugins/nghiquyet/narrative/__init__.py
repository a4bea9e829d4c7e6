"""Facts and statements become Section I; tasks become Section II."""
