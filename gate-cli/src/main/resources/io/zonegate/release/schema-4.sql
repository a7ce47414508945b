-- What servers are to be asked of a judged zone, by the octets that were judged.
CREATE TABLE questionnaire (
  artefact TEXT PRIMARY KEY CHECK (length(artefact) = 64),
  questions TEXT NOT NULL
) STRICT;
