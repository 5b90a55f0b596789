import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Observable } from 'rxjs';

const atHand = new AsyncLocalStorage<object>();

/** The form that the present request hands in; null outside of a request, and for one that hands in none. */
export const formAtHand = (): object | null => atHand.getStore() ?? null;

/** Keeps the form of a request at hand while it is worked on. */
@Injectable()
export class FormAtHand implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const { body } = context.switchToHttp().getRequest<{ readonly body?: unknown }>();
    // A file comes as bytes: its cells go into rows, none into texts of the record.
    if (typeof body !== 'object' || body === null || ArrayBuffer.isView(body)) return next.handle();
    return new Observable((told) => atHand.run(body, () => next.handle().subscribe(told)));
  }
}
