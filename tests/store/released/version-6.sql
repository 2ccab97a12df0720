-- A ledger of schema version 6 with one article. Made by make.py; never edit it once released.

CREATE TABLE about (
	"key" VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	PRIMARY KEY ("key")
);
CREATE TABLE outlets (
	id VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	home VARCHAR,
	PRIMARY KEY (id)
);
CREATE TABLE captures (
	sha256 VARCHAR NOT NULL,
	size INTEGER NOT NULL,
	packed BLOB,
	first_seen VARCHAR NOT NULL,
	PRIMARY KEY (sha256)
);
CREATE TABLE visits (
	url VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	status INTEGER NOT NULL,
	etag VARCHAR,
	last_modified VARCHAR,
	landed VARCHAR,
	capture VARCHAR,
	wait_until VARCHAR,
	failures INTEGER NOT NULL,
	PRIMARY KEY (url)
);
CREATE TABLE robots (
	site VARCHAR NOT NULL,
	rules TEXT NOT NULL,
	at VARCHAR NOT NULL,
	PRIMARY KEY (site)
);
CREATE TABLE watched (
	url VARCHAR NOT NULL,
	via VARCHAR NOT NULL,
	depth INTEGER NOT NULL,
	found VARCHAR NOT NULL,
	news VARCHAR,
	lists BOOLEAN NOT NULL,
	pace_s INTEGER NOT NULL,
	published VARCHAR,
	dated VARCHAR,
	told TEXT,
	PRIMARY KEY (url)
);
CREATE TABLE stories (
	id VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	title TEXT NOT NULL,
	first VARCHAR,
	last VARCHAR,
	turns VARCHAR,
	changed VARCHAR,
	PRIMARY KEY (id)
);
CREATE TABLE reliabilities (
	arrival INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	source TEXT NOT NULL,
	grade VARCHAR NOT NULL,
	who VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	why TEXT NOT NULL
);
CREATE TABLE credibilities (
	arrival INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	claim VARCHAR NOT NULL,
	text TEXT NOT NULL,
	anchor JSON NOT NULL,
	grade VARCHAR NOT NULL,
	who VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	why TEXT NOT NULL
);
CREATE TABLE log (
	number INTEGER NOT NULL,
	at VARCHAR NOT NULL,
	what VARCHAR NOT NULL,
	body TEXT NOT NULL,
	"before" VARCHAR NOT NULL,
	hash VARCHAR NOT NULL,
	PRIMARY KEY (number)
);
CREATE TABLE told (
	"key" VARCHAR NOT NULL,
	number INTEGER NOT NULL,
	PRIMARY KEY ("key")
);
CREATE TABLE looks (
	reader VARCHAR NOT NULL,
	upto INTEGER NOT NULL,
	at VARCHAR NOT NULL,
	PRIMARY KEY (reader)
);
CREATE TABLE vectors (
	"key" BLOB NOT NULL,
	topic BLOB NOT NULL,
	gist BLOB NOT NULL,
	PRIMARY KEY ("key")
);
CREATE TABLE articles (
	id VARCHAR NOT NULL,
	url VARCHAR,
	outlet VARCHAR,
	PRIMARY KEY (id),
	FOREIGN KEY(outlet) REFERENCES outlets (id)
);
CREATE TABLE intakes (
	arrival INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	id VARCHAR NOT NULL,
	capture VARCHAR NOT NULL,
	origin TEXT NOT NULL,
	place TEXT,
	media VARCHAR,
	charset VARCHAR,
	url VARCHAR,
	captured VARCHAR,
	said_published VARCHAR,
	said_outlet VARCHAR,
	said_url VARCHAR,
	feed BOOLEAN NOT NULL,
	only VARCHAR,
	UNIQUE (id),
	FOREIGN KEY(capture) REFERENCES captures (sha256)
);
CREATE TABLE claims (
	id VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	story VARCHAR,
	text TEXT NOT NULL,
	standing VARCHAR NOT NULL,
	named INTEGER NOT NULL,
	unverified INTEGER NOT NULL,
	least INTEGER NOT NULL,
	most INTEGER NOT NULL,
	outlets INTEGER NOT NULL,
	articles INTEGER NOT NULL,
	why JSON NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(story) REFERENCES stories (id)
);
CREATE TABLE revisions (
	arrival INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	id VARCHAR NOT NULL,
	article VARCHAR NOT NULL,
	url VARCHAR,
	outlet VARCHAR,
	title TEXT,
	byline TEXT,
	published VARCHAR,
	modified VARCHAR,
	language VARCHAR,
	wire VARCHAR,
	text TEXT NOT NULL,
	sha256 VARCHAR NOT NULL,
	origin TEXT NOT NULL,
	first_seen VARCHAR NOT NULL,
	section VARCHAR,
	paywalled BOOLEAN,
	told_by JSON DEFAULT '[]' NOT NULL,
	captured VARCHAR,
	capture VARCHAR,
	intake VARCHAR,
	superseded VARCHAR,
	turn INTEGER,
	UNIQUE (id),
	FOREIGN KEY(article) REFERENCES articles (id),
	FOREIGN KEY(intake) REFERENCES intakes (id)
);
CREATE TABLE story_articles (
	story VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	article VARCHAR NOT NULL,
	PRIMARY KEY (story, position),
	FOREIGN KEY(story) REFERENCES stories (id) ON DELETE CASCADE,
	FOREIGN KEY(article) REFERENCES articles (id)
);
CREATE TABLE mentions (
	claim VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	article VARCHAR NOT NULL,
	statement VARCHAR NOT NULL,
	bearing VARCHAR NOT NULL,
	PRIMARY KEY (claim, position),
	FOREIGN KEY(claim) REFERENCES claims (id) ON DELETE CASCADE,
	FOREIGN KEY(article) REFERENCES articles (id)
);
CREATE TABLE origins (
	claim VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	actor VARCHAR NOT NULL,
	entity VARCHAR,
	named BOOLEAN NOT NULL,
	statements JSON NOT NULL,
	merged JSON NOT NULL,
	PRIMARY KEY (claim, position),
	FOREIGN KEY(claim) REFERENCES claims (id) ON DELETE CASCADE
);
CREATE TABLE variants (
	claim VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	slot VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	unit VARCHAR,
	as_of VARCHAR,
	statement VARCHAR NOT NULL,
	PRIMARY KEY (claim, position),
	FOREIGN KEY(claim) REFERENCES claims (id) ON DELETE CASCADE
);
CREATE TABLE against (
	claim VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	other_claim VARCHAR,
	statement VARCHAR,
	why TEXT NOT NULL,
	PRIMARY KEY (claim, position),
	FOREIGN KEY(claim) REFERENCES claims (id) ON DELETE CASCADE
);
CREATE TABLE developments (
	claim VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	at VARCHAR,
	what VARCHAR NOT NULL,
	who VARCHAR,
	statement VARCHAR,
	told INTEGER DEFAULT '0' NOT NULL,
	PRIMARY KEY (claim, position),
	FOREIGN KEY(claim) REFERENCES claims (id) ON DELETE CASCADE
);
CREATE TABLE drifts (
	claim VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	article VARCHAR NOT NULL,
	statement VARCHAR,
	rests_on_article VARCHAR NOT NULL,
	rests_on VARCHAR NOT NULL,
	why TEXT NOT NULL,
	PRIMARY KEY (claim, position),
	FOREIGN KEY(claim) REFERENCES claims (id) ON DELETE CASCADE,
	FOREIGN KEY(article) REFERENCES articles (id),
	FOREIGN KEY(rests_on_article) REFERENCES articles (id)
);
CREATE TABLE echoes (
	position INTEGER NOT NULL,
	claim VARCHAR NOT NULL,
	article VARCHAR NOT NULL,
	statement VARCHAR NOT NULL,
	"after" VARCHAR,
	PRIMARY KEY (position),
	FOREIGN KEY(claim) REFERENCES claims (id) ON DELETE CASCADE,
	FOREIGN KEY(article) REFERENCES articles (id)
);
CREATE TABLE unlinked (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	article VARCHAR NOT NULL,
	FOREIGN KEY(article) REFERENCES articles (id)
);
CREATE TABLE topics (
	article VARCHAR NOT NULL,
	day INTEGER,
	words BLOB NOT NULL,
	weights BLOB NOT NULL,
	meaning BLOB NOT NULL,
	PRIMARY KEY (article),
	FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE
);
CREATE TABLE notices (
	revision VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	span_start INTEGER NOT NULL,
	span_end INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	note JSON,
	PRIMARY KEY (revision, position),
	FOREIGN KEY(revision) REFERENCES revisions (id) ON DELETE CASCADE
);
CREATE TABLE readings (
	revision VARCHAR NOT NULL,
	read_by VARCHAR NOT NULL,
	read_at VARCHAR NOT NULL,
	PRIMARY KEY (revision),
	FOREIGN KEY(revision) REFERENCES revisions (id) ON DELETE CASCADE
);
CREATE TABLE changes (
	position INTEGER NOT NULL,
	url VARCHAR,
	article VARCHAR NOT NULL,
	earlier VARCHAR NOT NULL,
	later VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	"before" TEXT,
	"after" TEXT,
	silent BOOLEAN DEFAULT 0 NOT NULL,
	why JSON DEFAULT '[]' NOT NULL,
	PRIMARY KEY (position),
	FOREIGN KEY(article) REFERENCES articles (id),
	FOREIGN KEY(earlier) REFERENCES revisions (id),
	FOREIGN KEY(later) REFERENCES revisions (id)
);
CREATE TABLE corrections (
	arrival INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	id VARCHAR NOT NULL,
	kind VARCHAR DEFAULT 'fact' NOT NULL,
	article VARCHAR,
	revision VARCHAR NOT NULL,
	statement VARCHAR,
	span_start INTEGER NOT NULL,
	span_end INTEGER NOT NULL,
	exact TEXT NOT NULL,
	prefix TEXT NOT NULL,
	suffix TEXT NOT NULL,
	other JSON,
	name TEXT,
	note TEXT NOT NULL,
	who VARCHAR,
	at VARCHAR NOT NULL,
	UNIQUE (id),
	FOREIGN KEY(article) REFERENCES articles (id),
	FOREIGN KEY(revision) REFERENCES revisions (id)
);
CREATE TABLE statements (
	id VARCHAR NOT NULL,
	revision VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	parent VARCHAR,
	source_naming VARCHAR,
	source_entity VARCHAR,
	source_start INTEGER,
	source_end INTEGER,
	cue_start INTEGER,
	cue_end INTEGER,
	content JSON NOT NULL,
	quote_type VARCHAR NOT NULL,
	certainty VARCHAR NOT NULL,
	stance VARCHAR NOT NULL,
	polarity VARCHAR NOT NULL,
	speech_act VARCHAR NOT NULL,
	access VARCHAR NOT NULL,
	hedges JSON NOT NULL,
	conditional BOOLEAN NOT NULL,
	conditions JSON NOT NULL,
	said VARCHAR,
	said_basis VARCHAR NOT NULL,
	said_start INTEGER,
	said_end INTEGER,
	event VARCHAR,
	event_kind VARCHAR,
	event_start INTEGER,
	event_end INTEGER,
	place TEXT,
	audience TEXT,
	confidence FLOAT NOT NULL,
	why JSON NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(revision) REFERENCES readings (revision) ON DELETE CASCADE
);
CREATE TABLE entities (
	revision VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	id VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	type VARCHAR NOT NULL,
	aliases JSON NOT NULL,
	parent VARCHAR,
	mentions JSON NOT NULL,
	PRIMARY KEY (revision, position),
	FOREIGN KEY(revision) REFERENCES readings (revision) ON DELETE CASCADE
);
CREATE TABLE times (
	revision VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	span_start INTEGER NOT NULL,
	span_end INTEGER NOT NULL,
	type VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	norm VARCHAR,
	PRIMARY KEY (revision, position),
	FOREIGN KEY(revision) REFERENCES readings (revision) ON DELETE CASCADE
);
CREATE TABLE rulings (
	arrival INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	correction VARCHAR NOT NULL,
	state VARCHAR NOT NULL,
	who VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	why TEXT NOT NULL,
	duplicate_of VARCHAR,
	undoes BOOLEAN DEFAULT 0 NOT NULL,
	FOREIGN KEY(correction) REFERENCES corrections (id)
);
CREATE TABLE letters (
	id VARCHAR NOT NULL,
	url VARCHAR NOT NULL,
	language VARCHAR,
	exact TEXT NOT NULL,
	prefix TEXT NOT NULL,
	suffix TEXT NOT NULL,
	start INTEGER NOT NULL,
	note TEXT NOT NULL,
	contact TEXT,
	site VARCHAR,
	at VARCHAR NOT NULL,
	correction VARCHAR,
	why TEXT NOT NULL,
	rejected TEXT,
	rejected_by TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(correction) REFERENCES corrections (id)
);
CREATE TABLE evidence (
	statement VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	PRIMARY KEY (statement, position),
	FOREIGN KEY(statement) REFERENCES statements (id) ON DELETE CASCADE
);
CREATE TABLE hops (
	statement VARCHAR NOT NULL,
	position INTEGER NOT NULL,
	actor VARCHAR,
	entity VARCHAR,
	role VARCHAR NOT NULL,
	certain BOOLEAN NOT NULL,
	span_start INTEGER,
	span_end INTEGER,
	PRIMARY KEY (statement, position),
	FOREIGN KEY(statement) REFERENCES statements (id) ON DELETE CASCADE
);
CREATE VIRTUAL TABLE passages USING fts5(
        title, text, content='revisions', content_rowid='arrival', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER revisions_inserted AFTER INSERT ON revisions BEGIN
        INSERT INTO passages(rowid, title, text) VALUES (new.arrival, new.title, new.text);
    END;
CREATE TRIGGER revisions_deleted AFTER DELETE ON revisions BEGIN
        INSERT INTO passages(passages, rowid, title, text) VALUES ('delete', old.arrival, old.title, old.text);
    END;
CREATE TRIGGER revisions_updated AFTER UPDATE OF arrival, title, text ON revisions BEGIN
        INSERT INTO passages(passages, rowid, title, text) VALUES ('delete', old.arrival, old.title, old.text);
        INSERT INTO passages(rowid, title, text) VALUES (new.arrival, new.title, new.text);
    END;
CREATE TRIGGER corrections_no_update BEFORE UPDATE ON corrections BEGIN SELECT RAISE(ABORT, 'corrections is only added to, never changed: make another ruling'); END;
CREATE TRIGGER corrections_no_delete BEFORE DELETE ON corrections BEGIN SELECT RAISE(ABORT, 'corrections is only added to, never changed: make another ruling'); END;
CREATE TRIGGER corrections_no_replace BEFORE INSERT ON corrections WHEN new.arrival IN (SELECT arrival FROM corrections) OR new.id IN (SELECT id FROM corrections) BEGIN SELECT RAISE(ABORT, 'corrections is only added to, never changed: make another ruling'); END;
CREATE TRIGGER rulings_no_update BEFORE UPDATE ON rulings BEGIN SELECT RAISE(ABORT, 'rulings is only added to, never changed: make another ruling'); END;
CREATE TRIGGER rulings_no_delete BEFORE DELETE ON rulings BEGIN SELECT RAISE(ABORT, 'rulings is only added to, never changed: make another ruling'); END;
CREATE TRIGGER rulings_no_replace BEFORE INSERT ON rulings WHEN new.arrival IN (SELECT arrival FROM rulings) BEGIN SELECT RAISE(ABORT, 'rulings is only added to, never changed: make another ruling'); END;
CREATE TRIGGER reliabilities_no_update BEFORE UPDATE ON reliabilities BEGIN SELECT RAISE(ABORT, 'reliabilities is only added to, never changed: make another ruling'); END;
CREATE TRIGGER reliabilities_no_delete BEFORE DELETE ON reliabilities BEGIN SELECT RAISE(ABORT, 'reliabilities is only added to, never changed: make another ruling'); END;
CREATE TRIGGER reliabilities_no_replace BEFORE INSERT ON reliabilities WHEN new.arrival IN (SELECT arrival FROM reliabilities) BEGIN SELECT RAISE(ABORT, 'reliabilities is only added to, never changed: make another ruling'); END;
CREATE TRIGGER credibilities_no_update BEFORE UPDATE ON credibilities BEGIN SELECT RAISE(ABORT, 'credibilities is only added to, never changed: make another ruling'); END;
CREATE TRIGGER credibilities_no_delete BEFORE DELETE ON credibilities BEGIN SELECT RAISE(ABORT, 'credibilities is only added to, never changed: make another ruling'); END;
CREATE TRIGGER credibilities_no_replace BEFORE INSERT ON credibilities WHEN new.arrival IN (SELECT arrival FROM credibilities) BEGIN SELECT RAISE(ABORT, 'credibilities is only added to, never changed: make another ruling'); END;
CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'log is only added to, never changed: make another ruling'); END;
CREATE TRIGGER log_no_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'log is only added to, never changed: make another ruling'); END;
CREATE TRIGGER log_no_replace BEFORE INSERT ON log WHEN new.number IN (SELECT number FROM log) BEGIN SELECT RAISE(ABORT, 'log is only added to, never changed: make another ruling'); END;
CREATE INDEX ix_against_kind ON against (kind);
CREATE INDEX ix_articles_outlet ON articles (outlet);
CREATE INDEX ix_articles_url ON articles (url);
CREATE INDEX ix_changes_article ON changes (article);
CREATE INDEX ix_claims_standing ON claims (standing);
CREATE INDEX ix_claims_story ON claims (story);
CREATE INDEX ix_corrections_article ON corrections (article);
CREATE INDEX ix_corrections_kind ON corrections (kind);
CREATE INDEX ix_corrections_revision ON corrections (revision);
CREATE INDEX ix_developments_at ON developments (at);
CREATE INDEX ix_developments_told ON developments (told);
CREATE INDEX ix_echoes_claim ON echoes (claim);
CREATE INDEX ix_entities_id ON entities (id);
CREATE INDEX ix_entities_name ON entities (name);
CREATE INDEX ix_entities_parent ON entities (parent);
CREATE INDEX ix_evidence_kind ON evidence (kind);
CREATE INDEX ix_hops_entity ON hops (entity);
CREATE INDEX ix_hops_said ON hops (actor, statement, role);
CREATE INDEX ix_intakes_capture ON intakes (capture);
CREATE INDEX ix_letters_at ON letters (at);
CREATE INDEX ix_letters_correction ON letters (correction);
CREATE INDEX ix_letters_url ON letters (url);
CREATE INDEX ix_mentions_article ON mentions (article);
CREATE INDEX ix_mentions_statement ON mentions (statement);
CREATE INDEX ix_notices_kind ON notices (kind);
CREATE INDEX ix_origins_actor ON origins (actor);
CREATE INDEX ix_origins_entity ON origins (entity);
CREATE INDEX ix_revisions_article ON revisions (article);
CREATE INDEX ix_revisions_capture ON revisions (capture);
CREATE INDEX ix_revisions_intake ON revisions (intake);
CREATE INDEX ix_revisions_published ON revisions (published);
CREATE INDEX ix_revisions_sha256 ON revisions (sha256);
CREATE INDEX ix_rulings_correction ON rulings (correction);
CREATE INDEX ix_statements_certainty ON statements (certainty);
CREATE INDEX ix_statements_event ON statements (event);
CREATE INDEX ix_statements_revision ON statements (revision);
CREATE INDEX ix_statements_said ON statements (said);
CREATE INDEX ix_statements_source_entity ON statements (source_entity);
CREATE INDEX ix_statements_source_naming ON statements (source_naming);
CREATE INDEX ix_statements_speech_act ON statements (speech_act);
CREATE INDEX ix_stories_turns ON stories (turns);
CREATE INDEX ix_story_articles_article ON story_articles (article);
CREATE INDEX ix_times_norm ON times (norm);
CREATE INDEX ix_told_number ON told (number);
CREATE INDEX ix_topics_day ON topics (day);
CREATE INDEX ix_watched_via ON watched (via);

INSERT INTO about (key, value)
VALUES ('schema', '6');
INSERT INTO about (key, value)
VALUES ('linked', '');
INSERT INTO about (key, value)
VALUES ('linker', '');
INSERT INTO about (key, value)
VALUES ('log', '');
INSERT INTO outlets (id, name)
VALUES ('o-f8e827b2d5b356cc', 'The Harbour Post');
INSERT INTO articles (id, outlet)
VALUES ('a-c91dfa09116e8b15', 'o-f8e827b2d5b356cc');
INSERT INTO revisions (arrival, id, article, outlet, published, language, text, sha256, origin, first_seen, told_by)
VALUES (1, 'r-1689e1b98769aa81', 'a-c91dfa09116e8b15', 'The Harbour Post', '2031-05-04', 'en', 'Ann Lee said the bridge is shut.', '2a78dcf2a096a6f71ea3b9291ac9f74dcb0819ebc249f1a77adc3c596a5ae26b', 'made.txt', '2031-05-04T12:00:00+00:00', '[]');
INSERT INTO unlinked (number, article)
VALUES (1, 'a-c91dfa09116e8b15');
INSERT INTO readings (revision, read_by, read_at)
VALUES ('r-1689e1b98769aa81', 'rules 1', '2031-05-04T12:00:00+00:00');
INSERT INTO entities (revision, position, id, name, type, aliases, mentions)
VALUES ('r-1689e1b98769aa81', 0, 'e-7914e340c11262ed', 'Ann Lee', 'person', '[]', '[]');
INSERT INTO statements (id, revision, position, source_naming, source_entity, source_start, source_end, cue_start, cue_end, content, quote_type, certainty, stance, polarity, speech_act, access, hedges, conditional, conditions, said, said_basis, confidence, why)
VALUES ('s-2d87e462228e1978', 'r-1689e1b98769aa81', 0, 'named', 'e-7914e340c11262ed', 0, 7, 8, 12, '[[13, 31]]', 'indirect', 'CT+', 'neutral', '+', 'assert', 'unknown', '[]', 0, '[]', '2031-05-04', 'publication', 0.9, '[["made", "made for a test", [8, 12]]]');
INSERT INTO evidence (statement, position, kind)
VALUES ('s-2d87e462228e1978', 0, 'unspecified');
INSERT INTO hops (statement, position, actor, entity, role, certain, span_start, span_end)
VALUES ('s-2d87e462228e1978', 0, 'Ann Lee', 'e-7914e340c11262ed', 'origin', 1, 0, 7);
INSERT INTO hops (statement, position, actor, role, certain)
VALUES ('s-2d87e462228e1978', 1, 'The Harbour Post', 'publisher', 1);
