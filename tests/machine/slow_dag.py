"""A task that can be caught in the middle, for the test of a machine that dies."""

from airflow.sdk import dag, task


@dag(dag_id="slow_dag", schedule=None, is_paused_upon_creation=False)
def slow_dag():
    @task(retries=1, retry_delay=1.0)
    def take_time():
        import os
        import time
        from pathlib import Path

        mark = Path(os.environ["NGHIQUYET_VAR"], "slow")
        is_second = mark.exists()
        with mark.open("a") as file:
            file.write("bắt đầu\n")
            file.flush()
            time.sleep(0 if is_second else 600)
            file.write("xong\n")

    take_time()


slow_dag()
