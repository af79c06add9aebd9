"""As plain packs bring it: what was seen and what came within a while, in SQLite."""

import os
import sqlite3
import time
from contextlib import closing

TABLES = "CREATE TABLE IF NOT EXISTS seen (name TEXT PRIMARY KEY); CREATE TABLE IF NOT EXISTS times (name TEXT, at REAL NOT NULL)"


def opened():
    connection = sqlite3.connect(os.environ["IOTA_CORRELATION_STATE"], isolation_level=None)
    connection.executescript(TABLES)
    return closing(connection)


def correlation_enabled():
    return os.environ.get("IOTA_CORRELATION") not in ("0", "false", "False")


def get_string_set(key):
    with opened() as connection:
        return [name for (name,) in connection.execute("SELECT name FROM seen WHERE name = ?", (key,))]


def put_string_set(key, value):
    with opened() as connection:
        connection.execute("INSERT OR IGNORE INTO seen VALUES (?)", (key,))


def sliding_window_threshold_crossed(dedup_key, window_seconds, threshold, event_ts=None):
    if not correlation_enabled():
        return True
    at = time.time() if event_ts is None else float(event_ts)
    begins = at - float(window_seconds)
    with opened() as connection:
        connection.execute("DELETE FROM times WHERE name = ? AND at < ?", (dedup_key, begins))
        connection.execute("INSERT INTO times VALUES (?, ?)", (dedup_key, at))
        (count,) = connection.execute("SELECT COUNT(*) FROM times WHERE name = ?", (dedup_key,)).fetchone()
    return count == threshold


def first_time(key):
    """Of the module's own code, which calls what iota stands in for."""
    if get_string_set(key):
        return False
    put_string_set(key, "1")
    return True
