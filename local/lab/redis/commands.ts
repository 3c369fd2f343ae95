import type { RedisSettings, Stored } from './settings.ts';
import type { Strings } from './strings.ts';
import { stringCommands } from './strings.ts';
import { array, bulk, failed, integer, simple } from './wire.ts';

/** A connection, as far as commands know it. */
export interface Client { admitted: boolean; user: string }

export interface Moment { readonly settings: RedisSettings; readonly strings: Strings; readonly connected: number; readonly now: number }

const wrongType = failed('WRONGTYPE Operation against a key holding the wrong kind of value');
const wrongNumber = (name: string) => failed(`ERR wrong number of arguments for '${name}' command`);

const authenticate = (words: readonly string[], { users }: RedisSettings, client: Client): string => {
  const [first = '', second] = words;
  if (second === undefined && users['default'] === undefined) {
    const what = 'AUTH <password> called without any password configured for the default user.';
    return failed(`ERR ${what} Are you sure your configuration is correct?`);
  }
  const [user, password] = second === undefined ? ['default', first] : [first, second];
  if (!Object.hasOwn(users, user) || users[user] !== password) return failed('WRONGPASS invalid username-password pair or user is disabled.');
  client.admitted = true;
  client.user = user;
  return simple('OK');
};

const information = ({ settings, connected, now }: Moment): string => {
  const { version, clients, maxClients, usedMemory, maxMemory, maxMemoryPolicy, role, masterLink, loading } = settings;
  return [
    '# Server', `redis_version:${version}`, 'redis_mode:standalone', `server_time_usec:${Math.round(now * 1_000)}`, '',
    '# Clients', `connected_clients:${clients + connected}`, `maxclients:${maxClients}`, '',
    '# Memory', `used_memory:${usedMemory}`, `maxmemory:${maxMemory}`, `maxmemory_policy:${maxMemoryPolicy}`, '',
    '# Persistence', `loading:${loading ? 1 : 0}`, '',
    '# Replication', ...(role === 'master' ? ['role:master'] : ['role:slave', `master_link_status:${masterLink}`]), 'connected_slaves:0', '',
  ].join('\r\n');
};

const greeting = ({ version, role }: RedisSettings): string => array(
  bulk('server'), bulk('redis'), bulk('version'), bulk(version), bulk('proto'), integer(2), bulk('id'), integer(7),
  bulk('mode'), bulk('standalone'), bulk('role'), bulk(role),
  bulk('modules'), array(array(bulk('name'), bulk('made-up'), bulk('ver'), integer(1), bulk('args'), array())),
);

const length = (stored: Stored | undefined, type: Stored['type']): string => {
  if (stored === undefined) return integer(0);
  return stored.type === type ? integer(stored.length) : wrongType;
};

const oldestOf = (stored: Stored | undefined): string => {
  if (stored === undefined) return array();
  if (stored.type !== 'stream') return wrongType;
  return stored.length === 0 ? array() : array(array(bulk(`${Math.floor(stored.oldestAt)}-0`), array(bulk('made-up'), bulk('content'))));
};

/** Nobody made a consumer group here. */
const groupsOf = ([what = '', key]: readonly string[], { keys }: RedisSettings): string => {
  if (what.toLowerCase() !== 'groups' || key === undefined) return failed(`ERR unknown subcommand '${what}'. Try XINFO HELP.`);
  const stored = keys[key];
  if (stored === undefined) return failed('ERR no such key');
  return stored.type === 'stream' ? array() : wrongType;
};

/** What is answered also while the data is being read from the disk, and before a login. */
const whileLoading: ReadonlySet<string> = new Set(['auth', 'info', 'quit']);
const beforeLogin: ReadonlySet<string> = new Set(['auth', 'quit']);

const onStrings = (name: string, words: readonly string[], { settings, strings, now }: Moment): string | undefined => {
  const command = Object.hasOwn(stringCommands, name) ? stringCommands[name] : undefined;
  if (command === undefined) return undefined;
  const { least, writes, grows, run } = command;
  if (words.length < least) return wrongNumber(name);
  const { role, maxMemory, usedMemory, maxMemoryPolicy } = settings;
  if (writes && role === 'replica') return failed("READONLY You can't write against a read only replica.");
  if (grows && maxMemory > 0 && usedMemory >= maxMemory && maxMemoryPolicy === 'noeviction') {
    return failed("OOM command not allowed when used memory > 'maxmemory'.");
  }
  return run(strings, words, now);
};

/** Answers a command as Redis 7 does. */
export const answer = (words: readonly string[], moment: Moment, client: Client): string => {
  const [spelt = '', ...rest] = words;
  const name = spelt.toLowerCase();
  const { settings } = moment;
  const [key] = rest;
  if (settings.users['default'] !== undefined && !client.admitted && !beforeLogin.has(name)) return failed('NOAUTH Authentication required.');
  if (settings.loading && !whileLoading.has(name)) return failed('LOADING Redis is loading the dataset in memory');
  if (settings.forbidden[client.user]?.includes(name) === true) {
    return failed(`NOPERM User ${client.user} has no permissions to run the '${name}' command`);
  }
  switch (name) {
    case 'auth':
      return key === undefined ? wrongNumber(name) : authenticate(rest, settings, client);
    case 'ping':
      return simple('PONG');
    case 'info':
      return bulk(information(moment));
    case 'hello':
      return greeting(settings);
    case 'quit':
      return simple('OK');
    case 'type':
      return key === undefined ? wrongNumber(name) : simple(settings.keys[key]?.type ?? 'none');
    case 'llen':
      return key === undefined ? wrongNumber(name) : length(settings.keys[key], 'list');
    case 'xlen':
      return key === undefined ? wrongNumber(name) : length(settings.keys[key], 'stream');
    case 'xinfo':
      return groupsOf(rest, settings);
    case 'xrange':
      return key === undefined ? wrongNumber(name) : oldestOf(settings.keys[key]);
    default:
      return onStrings(name, rest, moment) ?? failed(`ERR unknown command '${spelt}', with args beginning with: ${rest.map((word) => `'${word}' `).join('')}`);
  }
};
