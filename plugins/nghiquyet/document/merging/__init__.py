"""New data reach the file that the office has worked on: a three-way merge that patches it.

The rules are in ``docs/decisions/0017-merge-by-patching.md``.
"""
