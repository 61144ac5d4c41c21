"""Whether PostgreSQL and Redis answer, by exit code: `python -m tests.services DB REDIS`."""

import sys

import environ
import psycopg
import redis


def answer(database_url: str, redis_url: str) -> bool:
    """Whether both services take a connection within two seconds."""
    database = environ.Env.db_url_config(database_url)
    try:
        psycopg.connect(
            host=database["HOST"],
            port=database["PORT"] or 5432,
            user=database["USER"],
            password=database["PASSWORD"],
            dbname="postgres",
            connect_timeout=2,
        ).close()
        redis.Redis.from_url(redis_url, socket_connect_timeout=2).ping()
    except (psycopg.OperationalError, redis.RedisError) as error:
        sys.stderr.write(f"{error}\n")
        return False
    return True


if __name__ == "__main__":
    sys.exit(not answer(*sys.argv[1:3]))
