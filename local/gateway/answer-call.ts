import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from './faults.ts';
import { AwsError } from './service.ts';
import type { Service } from './service.ts';
import { readCall, sendError, sendOutput } from './wire.ts';
import type { Call } from './wire.ts';

const unknown = (message: string): AwsError => new AwsError('UnknownOperationException', message);

const outputOf = async ({ service, operation, input }: Call): Promise<unknown> => {
  const output = await service.answer(operation, input);
  if (output === undefined) throw unknown(`${service.name} has no ${operation} here.`);
  return output;
};

const answer = async (call: Call, request: IncomingMessage, response: ServerResponse, faults: Faults): Promise<void> => {
  switch (faults.next(call.service.name, call.operation)) {
    case 'refuse':
      request.socket.destroy();
      return;
    case 'hang':
      return;
    case 'throttle':
      throw new AwsError('ThrottlingException', 'Rate exceeded');
    case 'error':
      throw new AwsError('InternalServerError', 'Internal server error', 500);
    case 'deny':
      // Source: the services' API references, common errors; that of SNS is the only one that is called otherwise.
      throw new AwsError(call.service.name === 'sns' ? 'AuthorizationError' : 'AccessDeniedException', `Not authorized to perform ${call.service.name}:${call.operation}`, 403);
    case 'lost-answer':
      await outputOf(call);
      request.socket.destroy();
      return;
    case undefined:
      sendOutput(response, call, await outputOf(call));
  }
};

/** Answers one request in the protocol of the service it is for; whatever goes wrong here is answered as AWS words it. */
export const answerCall = async (
  request: IncomingMessage, response: ServerResponse, services: readonly Service[], faults: Faults,
): Promise<void> => {
  let protocol: Service['protocol'] = 'json-1.0';
  try {
    const call = await readCall(request, services);
    if (call === undefined) throw unknown('Nobody here speaks for this service.');
    protocol = call.service.protocol;
    await answer(call, request, response, faults);
  } catch (error) {
    sendError(response, protocol, error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500));
  }
};
