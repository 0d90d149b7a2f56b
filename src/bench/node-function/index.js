// What one would write instead of Footfall: a Lambda function without a framework that stores each
// event with one plain INSERT. It counts nothing and tells a duplicate from a new event not at all.
import { Agent, request } from 'node:http';
import pg from 'pg';

const INSERT = `
  INSERT INTO plain (id, session_id, campaign_id, event_type, event_time, metadata)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`;

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new Agent({ keepAlive: true });

const call = (method, path, body) =>
  new Promise((resolve, reject) => {
    request({ agent, host, port, method, path: `/2018-06-01/runtime/invocation/${path}` }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ headers: response.headers, text }));
    })
      .on('error', reject)
      .end(body);
  });

const database = new pg.Client({ connectionString: process.env.DATABASE_URL });
await database.connect();

for (;;) {
  const { headers, text } = await call('GET', 'next');
  const event = JSON.parse(JSON.parse(text).body);
  await database.query(INSERT, [
    event.id,
    event.session_id,
    event.campaign_id,
    event.event_type,
    event.event_time,
    event.metadata ?? {},
  ]);
  await call(
    'POST',
    `${headers['lambda-runtime-aws-request-id']}/response`,
    JSON.stringify({ statusCode: 201, body: JSON.stringify({ stored: 1 }) }),
  );
}
