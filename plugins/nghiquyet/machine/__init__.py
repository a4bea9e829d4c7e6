"""One machine's Airflow: started, watched and stopped without leaving a process behind.

It speaks to Airflow through processes and its public API only, and imports none of it.
"""
