import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './explorer.css';

const root = document.getElementById('root');
const url = `${location.origin}/graphql`;
const fetcher = createGraphiQLFetcher({
  url,
  headers: { 'x-baton-portal': '1' },
  wsClient: createClient({ url: url.replace(/^http/, 'ws') }),
});

const welcome = `# This is Baton's public API, as whoever is signed in here.
# Ctrl+Enter runs; Ctrl+Space completes.
{
  viewer { user { name email isAdmin } }
  pages(first: 10) { nodes { id name platform primaryReceiver { name } } }
}
`;

if (root) createRoot(root).render(<GraphiQL fetcher={fetcher} defaultQuery={welcome} />);
