// Plays an issuer of tokens: its discovery document and its keys, over TLS.
//
//     node issuer.mjs '{"shares": true}'
//
// Says `listening on <port>`, then a line of JSON for every request. Ends with its standard input.
//
// Options, all of them optional:
//   shares    whether pages of other origins may read the answers (CORS); false if absent
//   silent    whether it takes requests and never answers
//   status    the status of its answers; 200 if absent
//   jwks      the file with its keys, relative to the tests' folder
//   jwksUri   where its discovery document says that its keys are
import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';

const options = JSON.parse(process.argv[2] ?? '{}');
const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url));

const issuer = 'https://token.actions.githubusercontent.com';
const keys = `${issuer}/.well-known/jwks`;
const documents = {
  '/.well-known/openid-configuration': JSON.stringify({ issuer, jwks_uri: options.jwksUri ?? keys }),
  '/.well-known/jwks': options.jwks ? read(options.jwks) : '{"keys": []}',
};

const server = createServer(
  { key: read('data/localhost-key.pem'), cert: read('data/localhost-cert.pem') },
  async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    console.log(JSON.stringify({ method, url, headers, body }));
    if (options.silent) return;
    const document = documents[url];
    response.statusCode = document ? (options.status ?? 200) : 404;
    response.setHeader('Content-Type', 'application/json');
    if (options.shares) response.setHeader('Access-Control-Allow-Origin', '*');
    response.end(document);
  },
);
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
process.stdin.resume().on('end', () => process.exit());
