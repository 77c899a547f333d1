-- Bad lines of a corpus, as far as SQL finds them.
CREATE MACRO kind_of_fault(seen, locked) AS locked IS NOT NULL AND seen NOT IN ('null', 'array') AND seen <> locked AND NOT (seen = 'date' AND locked = 'string');
CREATE TABLE declared AS
  SELECT name AS event, isOpen, isOver, createsUser, reserved, unnest(attributes) AS one
  FROM read_json('$declared', columns = {name: 'VARCHAR', isOpen: 'BOOLEAN', isOver: 'BOOLEAN', createsUser: 'BOOLEAN', reserved: 'VARCHAR[]',
    attributes: 'STRUCT(name VARCHAR, isOver BOOLEAN, "type" VARCHAR, required BOOLEAN, "enum" VARCHAR[], pattern VARCHAR, minimum DOUBLE, maximum DOUBLE, max_bytes BIGINT)[]'});
CREATE TABLE events AS
  SELECT event, any_value(isOpen) AS isOpen, any_value(isOver) AS isOver, any_value(createsUser) AS createsUser,
    any_value(reserved) AS reserved, count(*) FILTER (one.required) AS required
  FROM declared GROUP BY event;
CREATE TABLE attributes AS
  SELECT event, one.name AS attribute, one."type" AS kind, one.isOver AS isOver, coalesce(one.required, false) AS required,
    one."enum" AS allowed, one.pattern AS pattern, one.minimum AS minimum, one.maximum AS maximum, one.max_bytes AS max_bytes
  FROM declared;
CREATE TABLE entries AS
  WITH lines AS (SELECT row_number() OVER () AS line, json FROM read_ndjson_objects('$lines')),
  given AS (
    SELECT line, json AS entry, false AS creates FROM lines WHERE json_extract(json, '$.nv') IS NULL
    UNION ALL
    SELECT line, json_extract(json, '$.nv'), true FROM lines WHERE json_type(json, '$.nv') = 'OBJECT'
    UNION ALL
    SELECT line, unnest(json_extract(json, '$.nv[*]')), false FROM lines WHERE json_type(json, '$.nv') = 'ARRAY')
  SELECT row_number() OVER () AS id, * FROM given;
CREATE TABLE sent AS
  SELECT entries.id, line, (entry->>'$.event_name') AS event, (entry->>'$.event_time') AS moment, each.key AS attribute, each.value,
    CASE each."type"
      WHEN 'VARCHAR' THEN CASE WHEN regexp_full_match((each.value->>'$'), '\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?')
        AND try_cast((each.value->>'$')[1:10] AS DATE) IS NOT NULL THEN 'date' ELSE 'string' END
      WHEN 'BOOLEAN' THEN 'boolean' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null'
      WHEN 'ARRAY' THEN CASE WHEN list_bool_and(list_transform(json_extract(each.value, '$[*]'), lambda x: json_type(x) = 'OBJECT')) IS DISTINCT FROM false
        THEN 'object[]' ELSE 'array' END
      ELSE 'number' END AS kind
  FROM entries, json_each(entry, '$.attributes') AS each;
WITH creations AS (
  SELECT (entry->>'$.userID') AS user, min(line) AS line FROM entries WHERE creates OR json_extract(entry, '$.user_attributes') IS NOT NULL GROUP BY 1),
drift AS (
  SELECT event, attribute, arg_min(kind, row(moment, id)) AS kind FROM sent ANTI JOIN attributes USING (event, attribute) GROUP BY 1, 2)
SELECT DISTINCT line FROM (
  SELECT line FROM entries GROUP BY line HAVING count(*) > 1000
  UNION ALL
  SELECT line FROM entries LEFT JOIN events ON event = (entry->>'$.event_name')
  WHERE json_extract(entry, '$.user_attributes') IS NULL AND (
    event IS NULL OR isOver OR (createsUser AND NOT creates)
    OR json_type(entry, '$.userID') IS DISTINCT FROM 'VARCHAR' OR trim((entry->>'$.userID')) = ''
    OR json_type(entry, '$.attributes') IS DISTINCT FROM 'OBJECT'
    OR coalesce(json_type(entry, '$.ltv'), 'VARCHAR') <> 'VARCHAR'
    OR NOT list_has_all(['userID', 'email', 'mobile', 'event_name', 'ltv', 'attributes', 'event_time', 'context'], json_keys(entry))
    OR coalesce((entry->>'$.context.platform'), 'website') NOT IN ('website', 'm-site', 'android app', 'ios app')
    OR try_strptime((entry->>'$.event_time'), '%Y-%m-%d %H:%M:%S') IS NULL)
  UNION ALL
  SELECT entries.line FROM entries JOIN creations ON user = (entry->>'$.userID') WHERE entries.line < creations.line
  UNION ALL
  SELECT sent.line FROM sent LEFT JOIN attributes a USING (event, attribute) LEFT JOIN events e USING (event)
  WHERE kind_of_fault(sent.kind, a.kind) OR (a.attribute IS NULL AND e.event IS NOT NULL AND (NOT e.isOpen OR list_contains(e.reserved, sent.attribute)))
    OR a.isOver OR sent.kind IN ('null', 'array') OR length(sent.attribute) NOT BETWEEN 1 AND 49
    OR NOT regexp_full_match(sent.attribute, '[a-z][a-z0-9]*(_[a-z0-9]+)*')
    OR (sent.kind = 'string' AND strlen((value->>'$')) > coalesce(a.max_bytes, 254))
    OR (a.kind = sent.kind AND (NOT list_contains(a.allowed, (value->>'$')) OR NOT regexp_matches((value->>'$'), a.pattern)
      OR try_cast((value->>'$') AS DOUBLE) < a.minimum OR try_cast((value->>'$') AS DOUBLE) > a.maximum))
  UNION ALL
  SELECT sent.line FROM sent JOIN drift USING (event, attribute) JOIN events USING (event) WHERE kind_of_fault(sent.kind, drift.kind)
  UNION ALL
  SELECT any_value(line) FROM sent GROUP BY id HAVING count(*) > 255 OR count(*) > count(DISTINCT attribute)
  UNION ALL
  SELECT any_value(line) FROM sent LEFT JOIN attributes a USING (event, attribute) GROUP BY id, coalesce(a.kind, sent.kind)
  HAVING count(*) > CASE coalesce(a.kind, sent.kind) WHEN 'string' THEN 200 WHEN 'number' THEN 100 WHEN 'object[]' THEN 5 ELSE 20 END
  UNION ALL
  SELECT any_value(line) FROM (SELECT id, line, event, count(*) FILTER (a.required) AS there FROM sent LEFT JOIN attributes a USING (event, attribute)
    GROUP BY id, line, event) JOIN events USING (event) WHERE there < required GROUP BY id);
