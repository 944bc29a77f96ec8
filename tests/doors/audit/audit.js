// Runs every audit of graphql-http against the address in the first argument and prints those that were not met.
import { serverAudits } from 'graphql-http';

const [url] = process.argv.slice(2);
const audits = serverAudits({ url });
const results = await Promise.all(audits.map((audit) => audit.fn()));
const unmet = results.filter((result) => result.status !== 'ok');
for (const { id, name, status, reason } of unmet) console.log(`${status} ${id} ${name}: ${reason}`);
console.log(`${results.length - unmet.length} of ${results.length} audits pass`);
process.exitCode = unmet.length === 0 ? 0 : 1;
