-- Times are whole microseconds of UTC, days are ordinals (1 = 1 January of year 1)
-- in the team's time zone, addresses are `slack:U…`, `slack:C…/U…`, `telegram:…`.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE surveys (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('relationship', 'event'))
) STRICT;

INSERT INTO surveys (id, key, kind) VALUES (1, 'relationship', 'relationship');

CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,               -- the company's own
    name TEXT NOT NULL,
    service TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    person TEXT NOT NULL DEFAULT '',
    account TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    time_zone TEXT NOT NULL DEFAULT '',
    owner TEXT NOT NULL DEFAULT '',         -- an address
    value REAL,                             -- yearly revenue
    segments TEXT NOT NULL DEFAULT '{}',    -- further columns, as JSON
    rotation REAL NOT NULL,                 -- their place, given once
    joined_at INTEGER NOT NULL,
    left_at INTEGER,
    opted_out_at INTEGER,
    unreachable_at INTEGER,
    unreachable_why TEXT NOT NULL DEFAULT '',
    last_asked_at INTEGER,
    last_answered_at INTEGER,
    last_contact_at INTEGER,                -- anything sent that they did not ask for
    last_turn_at INTEGER,                   -- asked, or passed over by an admin
    looked_up_at INTEGER,                   -- when the platform was asked about them
    found_zone TEXT NOT NULL DEFAULT '',    -- what it said
    found_language TEXT NOT NULL DEFAULT ''
) STRICT;

-- One platform person is one customer, whatever chat they are asked in.
CREATE UNIQUE INDEX one_customer_a_person ON customers
    (service, (CASE WHEN person = '' THEN place ELSE person END)) WHERE place <> '';

CREATE INDEX customers_left ON customers (id) WHERE left_at IS NOT NULL;
CREATE INDEX customers_of_owner ON customers (owner) WHERE owner <> '';

CREATE VIEW people AS SELECT                -- as bot/people/customer.py has them
    id, key, name, service, place, person, account, role,
    CASE WHEN language <> '' THEN language ELSE found_language END AS language,
    CASE WHEN time_zone <> '' THEN time_zone ELSE found_zone END AS time_zone,
    owner, value, segments, rotation, joined_at, left_at, opted_out_at,
    unreachable_at, unreachable_why,
    last_asked_at, last_answered_at, last_contact_at, last_turn_at
FROM customers;

CREATE TABLE refusals (                     -- "don't ask me", also after erasure
    mark TEXT PRIMARY KEY,                  -- a salted hash of a key or an address
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE invitations (                  -- Telegram enrolment links
    code TEXT PRIMARY KEY,                  -- its SHA-256
    customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

CREATE TABLE asks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given twice: it is on buttons
    survey_id INTEGER NOT NULL REFERENCES surveys (id),
    customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    slot TEXT,                              -- which of the month's; NULL: by hand
    state TEXT NOT NULL CHECK (state IN ('planned', 'sending', 'asked', 'unconfirmed',
        'answered', 'declined', 'expired', 'unreachable', 'refused', 'cancelled')),
    due_at INTEGER NOT NULL,
    asked_at INTEGER,
    reminded_at INTEGER,
    answered_at INTEGER,
    closed_at INTEGER,
    score INTEGER CHECK (score BETWEEN 0 AND 10),
    times_later INTEGER NOT NULL DEFAULT 0,
    addressee TEXT NOT NULL DEFAULT '',     -- whom it was sent to
    place TEXT NOT NULL DEFAULT '',         -- where the question stands
    message TEXT NOT NULL DEFAULT '',
    day INTEGER,                            -- when it first went out, for `asked`
    asked_by TEXT NOT NULL DEFAULT '',      -- the admin, when by hand
    why TEXT NOT NULL DEFAULT ''            -- why it ended without an answer
) STRICT;

CREATE UNIQUE INDEX one_open_ask ON asks (customer_id)
    WHERE state IN ('planned', 'sending', 'asked', 'unconfirmed');
CREATE UNIQUE INDEX one_ask_a_slot ON asks (survey_id, slot) WHERE slot IS NOT NULL;
CREATE INDEX asks_due ON asks (due_at) WHERE state = 'planned';
CREATE INDEX asks_waiting ON asks (asked_at) WHERE state IN ('asked', 'unconfirmed');
CREATE INDEX asks_of ON asks (customer_id, id);

CREATE VIEW interviews AS SELECT            -- as bot/asking/interview.py has them
    id, survey_id, customer_id, state, due_at, asked_at, reminded_at, answered_at,
    closed_at, score, times_later, place, message,
    EXISTS (SELECT 1 FROM words WHERE words.ask_id = asks.id) AS wordy,
    addressee
FROM asks;

CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    survey_id INTEGER NOT NULL REFERENCES surveys (id),
    customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    ask_id INTEGER UNIQUE REFERENCES asks (id) ON DELETE CASCADE,   -- NULL: imported
    score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 10),
    reason TEXT NOT NULL DEFAULT '',
    answered_at INTEGER NOT NULL,
    day INTEGER NOT NULL,
    next_day INTEGER,                       -- of their next answer; NULL: the latest
    UNIQUE (survey_id, customer_id, answered_at)
) STRICT;

CREATE INDEX answers_by_day ON answers (survey_id, day);
CREATE INDEX answers_followed ON answers (survey_id, next_day, day, score)
    WHERE next_day IS NOT NULL;
CREATE INDEX answers_of ON answers (customer_id);
CREATE INDEX answers_heard ON answers (answered_at) WHERE ask_id IS NOT NULL;

CREATE TABLE corrections (
    answer_id INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    was INTEGER NOT NULL CHECK (was BETWEEN 0 AND 10),
    became INTEGER NOT NULL CHECK (became BETWEEN 0 AND 10)
) STRICT;

CREATE INDEX corrections_of ON corrections (answer_id);

CREATE TABLE tally (                        -- counters, kept with every answer
    survey_id INTEGER NOT NULL,
    latest INTEGER NOT NULL CHECK (latest IN (0, 1)),
    day INTEGER NOT NULL,
    score INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (survey_id, latest, day, score)
) STRICT, WITHOUT ROWID;

CREATE TABLE asked (                        -- counters, by the day of the question
    survey_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    PRIMARY KEY (survey_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE words (                        -- a reason, message by message
    ask_id INTEGER NOT NULL REFERENCES asks (id) ON DELETE CASCADE,
    message TEXT NOT NULL,                  -- `place/message`, or the form's key
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (ask_id, message)
) STRICT, WITHOUT ROWID;

CREATE INDEX words_by_message ON words (message);
CREATE INDEX words_by_age ON words (at);

CREATE TABLE cases (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given twice: people quote it
    survey_id INTEGER NOT NULL REFERENCES surveys (id),
    customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    answer_id INTEGER NOT NULL UNIQUE REFERENCES answers (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('detractor')),
    severe INTEGER NOT NULL CHECK (severe IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('open', 'withdrawn')),
    told TEXT NOT NULL,                     -- the address alerted first
    opened_at INTEGER NOT NULL
) STRICT;

CREATE INDEX cases_open ON cases (opened_at) WHERE state = 'open';
CREATE INDEX cases_of ON cases (customer_id);

CREATE TABLE inbox (                        -- what has been heard
    key TEXT PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX inbox_by_age ON inbox (at);

CREATE TABLE parked (                       -- what we stumbled over, kept whole
    id INTEGER PRIMARY KEY,
    body TEXT NOT NULL,                     -- a thing heard, JSON
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE outbox (                       -- what must be said
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    topic TEXT NOT NULL,                    -- what stands under it already is edited
    service TEXT NOT NULL,
    address TEXT NOT NULL,
    body TEXT NOT NULL,                     -- a message of channels/contract.py, JSON
    urgency INTEGER NOT NULL CHECK (urgency BETWEEN 0 AND 3),
    ask_id INTEGER REFERENCES asks (id) ON DELETE CASCADE,  -- a question: at most once
    customer_id INTEGER REFERENCES customers (id) ON DELETE CASCADE,  -- who it is about
    state TEXT NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'sending')),
    due_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX one_ready_a_topic ON outbox (topic) WHERE state = 'ready';
CREATE INDEX outbox_due ON outbox (service, urgency, due_at) WHERE state = 'ready';
CREATE INDEX outbox_to ON outbox (service, urgency, address, due_at)
    WHERE state = 'ready';
CREATE INDEX outbox_of ON outbox (ask_id) WHERE ask_id IS NOT NULL;

CREATE TABLE posted (                       -- what stands in the chats
    topic TEXT PRIMARY KEY,
    service TEXT NOT NULL,
    place TEXT NOT NULL,
    message TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX posted_by_place ON posted (service, place, message);

CREATE TABLE summaries (                    -- one a survey and date
    survey_id INTEGER NOT NULL REFERENCES surveys (id),
    day INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (survey_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE skips (                        -- why somebody was not asked
    survey_id INTEGER NOT NULL REFERENCES surveys (id),
    customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    until_day INTEGER,
    at INTEGER NOT NULL,
    PRIMARY KEY (survey_id, customer_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE troubles (                     -- what the team must know went wrong
    what TEXT PRIMARY KEY,                  -- a sentence's id and values, JSON
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    times INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    verb TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
