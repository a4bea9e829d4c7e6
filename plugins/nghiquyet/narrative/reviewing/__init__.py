"""The reviewer of a draft: never changes a text, says what a reader would stumble over.

A rule is an entry of ``reports/monthly/wording.yaml``; its ``finds`` names a function here, which
takes the entry and a :class:`~nghiquyet.narrative.reviewing.case.Case` and yields hits.
"""
