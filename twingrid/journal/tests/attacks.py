"""What somebody might try who wants the journal to say something else; every line has to be refused to the app role.

`{owner}` is the name of the owner's login.
"""

ATTACKS = (
    "UPDATE journal_event SET name = 'x'",
    "UPDATE journal_event_rest SET name = 'x'",
    "DELETE FROM journal_event",
    "DELETE FROM journal_event_rest",
    "DELETE FROM ONLY journal_event",
    "TRUNCATE journal_event",
    "TRUNCATE journal_event_rest",
    "INSERT INTO journal_event_rest (at, name, subject_kind, subject_id, actor_kind) VALUES (now(), 'x', 'x', 1, 'x')",
    "MERGE INTO journal_event e USING (VALUES (1)) v (n) ON true WHEN MATCHED THEN DELETE",
    "INSERT INTO journal_event (id, at, name, subject_kind, subject_id, actor_kind)"
    " SELECT id, at, 'x', 'x', 1, 'x' FROM journal_event ON CONFLICT (id, at) DO UPDATE SET name = 'x'",
    "SELECT * FROM journal_event FOR UPDATE",
    "ALTER TABLE journal_event DISABLE TRIGGER ALL",
    "ALTER TABLE journal_event_rest DISABLE TRIGGER ALL",
    "ALTER TABLE journal_event DETACH PARTITION journal_event_rest",
    "ALTER TABLE journal_event RENAME TO journal_other",
    "ALTER TABLE journal_event ALTER COLUMN name TYPE text USING 'x'",
    "ALTER TABLE journal_event OWNER TO CURRENT_USER",
    "CREATE RULE journal_none AS ON INSERT TO journal_event DO INSTEAD NOTHING",
    "CREATE TRIGGER journal_none BEFORE INSERT ON journal_event FOR EACH ROW"
    " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "GRANT ALL ON journal_event TO CURRENT_USER WITH GRANT OPTION; UPDATE journal_event SET name = 'x'",
    "DROP TABLE journal_event",
    "DROP TABLE journal_event_rest",
    "UPDATE journal_handled SET subscriber = 'x'",
    "DELETE FROM journal_handled",
    "SET session_replication_role = replica",
    "SET ROLE {owner}",
    "SET SESSION AUTHORIZATION {owner}",
    "SELECT journal_drop_before('2020-01-01')",
    "ALTER FUNCTION journal_drop_before(date) SECURITY INVOKER",
)
