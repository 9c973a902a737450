curl -X POST "https://api.altur.io/api/v1.0/campaigns" \
  -H "Authorization: api-key YOUR_API_SECRET_KEY" \
  -H "Content-Type: application/json" \
  -H "Idempotency-Key: 6f0b2c8c-2a7e-4f5e-9b6a-3a2e8b9c4d10" \
  -d '{
    "name": "Q2 Reactivation",
    "agent_id": "6cy951e6-9877-4d7c-88d7-56b4948d3cce",
    "integration_id": "iph_8YqL3mZxR1tV0nKfH9bA",
    "integration_type": "phone_call",
    "timezone": "America/Mexico_City",
    "first_message": "Hi, am I speaking with {name}?",
    "cycles": {
      "enabled": true,
      "mode": "cooldown",
      "max_iterations": 3,
      "cooldown_minutes": 30,
      "filter_statuses": ["converted"]
    }
  }'

curl -X POST "https://api.altur.io/api/v1.0/campaigns" \
  -H "Authorization: api-key YOUR_API_SECRET_KEY" \
  -H "Content-Type: application/json" \
  -d '{
    "name": "Promo June",
    "agent_id": "6cy951e6-9877-4d7c-88d7-56b4948d3cce",
    "integration_id": "iwa_8YqL3mZxR1tV0nKfH9bA",
    "integration_type": "whatsapp",
    "template": "promo_june_v1"
  }'
