-- Times are RFC 3339 in UTC, digests SHA-256 in lower-case hex.

CREATE TABLE zone (
  name TEXT PRIMARY KEY,
  frozen_at TEXT,
  frozen_by TEXT,
  frozen_why TEXT
) STRICT;

CREATE TABLE artefact (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  octets INTEGER NOT NULL CHECK (octets >= 0),
  added TEXT NOT NULL,
  removed TEXT
) STRICT;

CREATE TABLE release (
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
    'PROMOTED', 'HELD', 'LIVE', 'RETIRED', 'BLOCKED', 'UNDECIDED', 'SUPERSEDED', 'ABANDONED')),
  stage INTEGER NOT NULL CHECK (stage >= -1),
  stage_name TEXT NOT NULL,
  since TEXT NOT NULL,
  published TEXT NOT NULL,
  good INTEGER NOT NULL CHECK (good >= 0),
  approved_by TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX one_in_flight ON release (zone)
  WHERE state IN ('VERIFYING', 'VERIFIED', 'PUBLISHING', 'SOAKING', 'PROMOTED', 'HELD');
CREATE UNIQUE INDEX one_live ON release (zone) WHERE state = 'LIVE';
CREATE INDEX releases_of_zone ON release (zone, id);

CREATE TABLE verdict (
  release INTEGER PRIMARY KEY REFERENCES release (id),
  at TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('PASS', 'BLOCK', 'UNDECIDED')),
  report TEXT NOT NULL
) STRICT;

CREATE TABLE attestation (
  release INTEGER PRIMARY KEY REFERENCES release (id),
  envelope TEXT NOT NULL
) STRICT;

CREATE TABLE probe (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  release INTEGER NOT NULL REFERENCES release (id),
  stage INTEGER NOT NULL,
  server TEXT NOT NULL,
  at TEXT NOT NULL,
  outcome TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

CREATE INDEX probes_of_release ON probe (release, stage, id);

CREATE TABLE event (
  sequence INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  zone TEXT NOT NULL,
  release INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  details TEXT NOT NULL,
  previous TEXT NOT NULL,
  digest TEXT NOT NULL UNIQUE
) STRICT;

CREATE TRIGGER events_stay BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

CREATE TRIGGER events_are_kept BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
