-- Ways back and overrides. SQLite cannot change a CHECK, so that the table of releases is built anew; foreign keys are
-- off meanwhile and are checked before this is committed.

CREATE TABLE release_next (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  zone TEXT NOT NULL REFERENCES zone (name),
  artefact TEXT NOT NULL REFERENCES artefact (sha256),
  submitted_at TEXT NOT NULL,
  submitted_by TEXT NOT NULL,
  serial INTEGER NOT NULL,
  soa TEXT NOT NULL,
  dnskeys TEXT NOT NULL,
  expires TEXT NOT NULL,
  content TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('RECEIVED', 'VERIFYING', 'VERIFIED', 'PUBLISHING', 'SOAKING',
    'PROMOTED', 'HELD', 'LIVE', 'RETIRED', 'BLOCKED', 'UNDECIDED', 'SUPERSEDED', 'ABANDONED', 'ROLLED_BACK')),
  stage INTEGER NOT NULL CHECK (stage >= -1),
  stage_name TEXT NOT NULL,
  since TEXT NOT NULL,
  published TEXT NOT NULL,
  good INTEGER NOT NULL CHECK (good >= 0),
  approved_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- Of a rollback: the release that it takes back, and the one whose content it brings back.
  rolls_back INTEGER REFERENCES release_next (id),
  brings_back INTEGER REFERENCES release_next (id),
  CHECK ((rolls_back IS NULL) = (brings_back IS NULL))
) STRICT;

INSERT INTO release_next SELECT *, NULL, NULL FROM release;
DROP TABLE release;
ALTER TABLE release_next RENAME TO release;

CREATE UNIQUE INDEX one_in_flight ON release (zone)
  WHERE state IN ('VERIFYING', 'VERIFIED', 'PUBLISHING', 'SOAKING', 'PROMOTED', 'HELD');
CREATE UNIQUE INDEX one_live ON release (zone) WHERE state = 'LIVE';
CREATE INDEX releases_of_zone ON release (zone, id);

-- What is kept to get back from a release: BROUGHT waits for its verdict, READY passed, of MISSING nothing is there.
-- The last trial may have failed beside one that is ready.
CREATE TABLE way_back (
  release INTEGER PRIMARY KEY REFERENCES release (id),
  brings_back INTEGER NOT NULL REFERENCES release (id),
  state TEXT NOT NULL CHECK (state IN ('BROUGHT', 'READY', 'MISSING')),
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  artefact TEXT REFERENCES artefact (sha256) CHECK ((artefact IS NULL) = (state = 'MISSING')),
  serial INTEGER NOT NULL,
  soa TEXT NOT NULL,
  dnskeys TEXT NOT NULL,
  expires TEXT NOT NULL,
  content TEXT NOT NULL,
  report TEXT NOT NULL,
  envelope TEXT,
  failures INTEGER NOT NULL CHECK (failures >= 0),
  failed_at TEXT NOT NULL,
  failure TEXT NOT NULL
) STRICT;

-- Two people's word that named checks are let pass for a release, which is the blocked one's octets judged again.
CREATE TABLE override (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  blocked INTEGER NOT NULL REFERENCES release (id),
  checks TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  expires TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  confirmed_at TEXT,
  confirmed_by TEXT CHECK (confirmed_by <> asked_by),
  release INTEGER UNIQUE REFERENCES release (id),
  CHECK ((confirmed_by IS NULL) = (release IS NULL) AND (confirmed_by IS NULL) = (confirmed_at IS NULL))
) STRICT;
