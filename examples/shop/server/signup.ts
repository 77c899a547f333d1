const eventsApi = 'https://event-api.notifyvisitors.com/api/event';

/** Opens an account and tells marketing of it. */
export async function signUp(userID: string, method: 'email' | 'google' | 'otp'): Promise<void> {
  await fetch(eventsApi, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ nv: [{ userID, event_name: 'signed_up', attributes: { method } }] }),
  });
}
