import { createServer, type IncomingMessage, type Server } from 'node:http';
import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import { answer, answerUnwrapped } from './answer.ts';
import { settings } from './settings.ts';
import { finishedSpans } from './telemetry.ts';

const ROUTES: Record<string, (url: URL) => unknown> = {
  '/answers': (url) => answer(url.searchParams.get('question') ?? ''),
  '/unwrapped/answers': (url) => answerUnwrapped(url.searchParams.get('question') ?? ''),
  '/spans': finishedSpans,
};

export function createService(): Server {
  return createServer((request, response) => {
    handle(request).then(
      (result) => response.writeHead(result === undefined ? 404 : 200).end(JSON.stringify(result)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
}

/** Runs a request in a span of the caller's trace (`traceparent`), with the model that its URL asks for. */
function handle(request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const model = url.searchParams.get('model');
  const caller = propagation.extract(context.active(), request.headers);
  const options = { kind: SpanKind.SERVER, attributes: { model: model ?? settings.current.model } };
  return trace.getTracer('http').startActiveSpan(`GET ${url.pathname}`, options, caller, async (span) => {
    try {
      return await settings.context(model ? { model } : {}, () => ROUTES[url.pathname]?.(url));
    } finally {
      span.end();
    }
  });
}
