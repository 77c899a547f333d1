#!/bin/sh
curl -X POST "$API_HOST/api/event" \
  -H 'Content-Type: application/json' \
  -d "{\"nv\":[{\"userID\":\"$USER_ID\",\"event_name\":\"order_placed\",\"attributes\":{\"total_amount\":\"$TOTAL\",\"cupon\":\"MON50\"}}]}"
