"""The tables of kiosk.db, as the steps that led to them: one for each schema version."""

APPLICATION_ID = 0x6B696F73  # "kios"

_FIRST = """
CREATE TABLE sources (
    key TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '', etag TEXT NOT NULL DEFAULT '',
    modified TEXT NOT NULL DEFAULT '', answered_at TEXT, last_error TEXT, last_error_at TEXT,
    failures INTEGER NOT NULL DEFAULT 0);
CREATE TABLE stories (
    source TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL, published TEXT,
    first_seen TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (source, id));
CREATE TABLE photos (
    url TEXT PRIMARY KEY, key TEXT, width INTEGER, height INTEGER, fetched_at TEXT,
    failed_at TEXT)
"""
# `base` is a digest of what the feed said of the story when its page was read.
_PAGES_AND_VERDICTS = """
ALTER TABLE sources ADD COLUMN next_at TEXT;
ALTER TABLE sources ADD COLUMN wait_until TEXT;
ALTER TABLE sources ADD COLUMN moved_to TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN moved_seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photos ADD COLUMN crc INTEGER;
ALTER TABLE photos ADD COLUMN why TEXT;
CREATE TABLE pages (
    source TEXT NOT NULL, id TEXT NOT NULL, base TEXT NOT NULL, payload TEXT,
    asked_at TEXT NOT NULL, gone INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (source, id));
CREATE TABLE verdicts (
    id TEXT PRIMARY KEY, verdict TEXT NOT NULL, until TEXT, at TEXT NOT NULL)
"""

# Pages as an older version read them have photographs without point and heads, and would not be
# read before they are asked for again. No text holds this: in one the quotes are escaped.
_POINTS = """
UPDATE pages SET payload =
    replace(payload, '"focus": null', '"focus": null, "point": null, "heads": []')
"""

MIGRATIONS = (_FIRST, _PAGES_AND_VERDICTS, _POINTS)
