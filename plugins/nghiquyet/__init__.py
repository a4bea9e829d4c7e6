"""From the units' monthly spreadsheets to the draft of next month's resolution.

This package is the domain: it imports no Airflow. ``pipeline`` tells the story of a month.
"""
