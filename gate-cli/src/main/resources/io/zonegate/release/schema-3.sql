-- Up to which event of the log each receiver of a zone has what it is to be told.
CREATE TABLE receiver (
  zone TEXT NOT NULL REFERENCES zone (name),
  name TEXT NOT NULL,
  told INTEGER NOT NULL CHECK (told >= 0),
  PRIMARY KEY (zone, name)
) STRICT;

-- Where receivers are, by a digest since URLs may be secrets; several zones may share one.
CREATE TABLE target (
  id TEXT PRIMARY KEY,
  failing_since TEXT,
  failure TEXT,
  failing_told INTEGER NOT NULL DEFAULT 0 CHECK (failing_told IN (0, 1)),
  delivered TEXT,
  test_sent TEXT,
  test_arrived TEXT
) STRICT;

CREATE INDEX events_of_zone ON event (zone, sequence);
CREATE INDEX releases_of_artefact ON release (artefact);
