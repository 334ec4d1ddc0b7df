-- name: open
-- A case for an answer; one each.
INSERT INTO cases (survey_id, customer_id, answer_id, kind, severe, state, told,
    opened_at)
VALUES (:survey, :customer, :answer, 'detractor', :severe, 'open', :told, :now)
ON CONFLICT (answer_id) DO UPDATE SET severe = excluded.severe, state = 'open'
RETURNING id, told;

-- name: of_answer
-- The case of an answer.
SELECT id, told, state FROM cases WHERE answer_id = :answer;

-- name: withdraw
-- The customer changed their mind for the better.
UPDATE cases SET state = 'withdrawn' WHERE id = :id;

-- name: reroute
-- The one who was to be told cannot be.
UPDATE cases SET told = :told WHERE id = :id;

-- name: current
-- Open cases: severe ones first, then the oldest.
SELECT cases.id, customers.key, customers.name, customers.account, customers.owner,
    answers.score, answers.reason, cases.opened_at, cases.state
FROM cases JOIN customers ON customers.id = cases.customer_id
JOIN answers ON answers.id = cases.answer_id
WHERE cases.state = 'open' ORDER BY cases.severe DESC, cases.opened_at LIMIT :limit;

-- name: all
-- Every case.
SELECT cases.id, customers.key, customers.name, customers.account, customers.owner,
    answers.score, answers.reason, cases.opened_at, cases.state
FROM cases JOIN customers ON customers.id = cases.customer_id
JOIN answers ON answers.id = cases.answer_id
ORDER BY cases.id;

-- name: of
-- The numbers of a customer's cases.
SELECT id, told FROM cases WHERE customer_id = :customer;
