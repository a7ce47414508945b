-- Empty: the number is another change's, which comes before schema-3.sql.
DROP TABLE IF EXISTS no_such_table;
