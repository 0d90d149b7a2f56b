// The function that one would write instead of Footfall: no framework, one plain INSERT per event.
// It keeps no counters.
import { Agent, request } from 'node:http';
import pg from 'pg';

const INSERT = `
  INSERT INTO plain (id, session_id, campaign_id, event_type, event_time, metadata)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`;

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new Agent({ keepAlive: true });

const call = (method, path, body) =>
  new Promise((resolve, reject) => {
    const options = { agent, host, port, method, path: `/2018-06-01/runtime/invocation/${path}` };
    request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ headers: response.headers, text }));
    })
      .on('error', reject)
      .end(body);
  });

// During init, as Footfall does, so that the first event need not wait for a connection.
const database = new pg.Client({ connectionString: process.env.DATABASE_URL });
await database.connect();

for (;;) {
  const { headers, text } = await call('GET', 'next');
  const event = JSON.parse(JSON.parse(text).body);
  const { rowCount } = await database.query(INSERT, [
    event.id,
    event.session_id,
    event.campaign_id,
    event.event_type,
    event.event_time,
    event.metadata,
  ]);
  await call(
    'POST',
    `${headers['lambda-runtime-aws-request-id']}/response`,
    JSON.stringify({
      statusCode: rowCount ? 201 : 200,
      body: JSON.stringify({ stored: rowCount }),
    }),
  );
}
