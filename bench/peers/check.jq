# What jq can say of one line, with the registry in $registry. Run with -nR: a line that is no JSON must not end it.
def snake: test("^[a-z][a-z0-9]*(_[a-z0-9]+)*$");
def date: test("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$");
def moment: test("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$")
  and ((try (strptime("%Y-%m-%d %H:%M:%S") | mktime | strftime("%Y-%m-%d %H:%M:%S")) catch "") == .);
def kind:
  type as $type
  | if $type == "string" then (if date then "date" else "string" end)
    elif $type == "array" then (if all(.[]; type == "object") then "object[]" else "array" end)
    else $type end;
def most: {"string": 200, "number": 100, "boolean": 20, "date": 20, "object": 20, "object[]": 5};

def wrong_value($declared):
  if $declared == null then false
  elif $declared.isOver then true
  elif kind != $declared.type and (kind == "date" and $declared.type == "string" | not) then true
  else
    ($declared.enum != null and (. as $value | $declared.enum | index($value) | not))
    or ($declared.pattern != null and (test($declared.pattern) | not))
    or ($declared.minimum != null and . < $declared.minimum)
    or ($declared.maximum != null and . > $declared.maximum)
    or ($declared.max_bytes != null and utf8bytelength > $declared.max_bytes)
  end;

def wrong_attributes($event):
  (length > 255)
  or any(to_entries[];
    (.key | length == 0 or length > 49 or (snake | not))
    or (.value | kind | . == "null" or . == "array")
    or (.value | type == "string" and utf8bytelength > 254)
    or (.key as $key | .value | wrong_value($event.attributes[$key]))
    or ($event.attributes[.key] == null and ($event.isOpen | not))
    or (.key as $key | $event.reserved | index($key) != null))
  or (. as $all | any($event.required[]; . as $name | $all | has($name) | not))
  or ([to_entries[] | ($event.attributes[.key].type // (.value | kind))] | group_by(.) | any(.[]; length > most[.[0]]));

def wrong_context: . != null and ((.platform // "website") | IN("website", "m-site", "android app", "ios app") | not);

def wrong_entry($creates):
  $registry[0][.event_name | if type == "string" then . else "" end] as $event
  | (type != "object") or $event == null or $event.isOver
  or ($event.createsUser and ($creates | not))
  or ((.userID | type) != "string") or .userID == ""
  or ((.attributes | type) != "object")
  or ((keys_unsorted - ["userID", "email", "mobile", "event_name", "ltv", "attributes", "event_time", "context"]) != [])
  or (.ltv != null and (.ltv | type) != "string")
  or (.event_time != null and (.event_time | moment | not))
  or (.context | wrong_context)
  or (.attributes | wrong_attributes($event));

def wrong_line:
  if (type == "object" and has("nv") | not) then wrong_entry(false)
  elif (.nv | type) == "object" then (.nv | wrong_entry(true))
  else (.nv | length) > 1000 or any(.nv[]; if has("user_attributes") then false else wrong_entry(false) end)
  end;

inputs | (try (fromjson | wrong_line) catch true) | if . then input_line_number else empty end
