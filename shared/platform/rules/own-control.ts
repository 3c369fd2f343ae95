import { hostPort } from '../host-port.ts';
import type { Rule } from './rule.ts';

/** A control that is the platform's own: down together with it, it would excuse every outage. */
export const ownControl: Rule = ({ platform: { network: { control } }, grammar, plan }) => {
  if (control === undefined) return [];
  const { hostname, port } = new URL(control);
  const host = hostPort(hostname.replace(/^\[|\]$/g, ''), Number(port === '' ? 443 : port));
  const asked = plan.find(({ probe }) => grammar.kinds[probe.kind]?.bind(probe.settings).target.host === host);
  return asked === undefined ? [] : [{
    path: ['network', 'control'], found: `"${control}", which ${asked.id} asks as a part of the platform`, allowed: 'an address outside the platform',
  }];
};
