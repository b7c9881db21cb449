import { isPlaceholder } from './placeholder.ts';

/** `postgres://user:password@host`; the user may be left out. */
const url = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'`/@:]{0,100}:([^\s"'`/@:]{3,200})@[\w[.-]/gi;
/** `Server=…;Password=…;` as ADO.NET, ODBC and JDBC have it, in any order. */
const fields = /(?:^|[;"'`?&\s])(?:password|pwd)\s{0,3}=\s{0,3}([^;"'`\s&]{4,200})/gi;
/** What makes a password in such a form one for a database. */
const server =
  /(?:^|[;"'`?&\s])(?:server|data source|host(?:name)?|user(?:name| id)?|uid|database|initial catalog)\s{0,3}=/i;
/** Of Azure's storage, service bus and the like. */
const accessKey = /\b(?:AccountKey|SharedAccessKey)\s{0,3}=\s{0,3}([A-Za-z0-9+/]{40,}={0,2})/g;

/** A connection string with a password of its own. */
export function connectionString(text: string): string | null {
  const found = [
    ...text.matchAll(url),
    ...text.matchAll(accessKey),
    ...(server.test(text) ? text.matchAll(fields) : []),
  ];
  return found.some(([, secret = '']) => !isPlaceholder(secret)) ? 'connection-string' : null;
}
