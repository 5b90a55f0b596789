import {
  Injectable,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { mergeMap, type Observable } from 'rxjs';
import { withoutIdentityNumbers } from '../domain/shared/resident-number.js';
import { Database } from '../platform/database/database.js';
import type { RecordEntry } from '../platform/database/record-entry.js';
import { GivenFile, UnrecordedFile } from '../platform/http/file-answer.js';
import type { SignedInRequest } from './current-account.js';

/** Characters of a request's query that the record keeps. */
const LONGEST_FILTER = 2000;
const FILE_NAME = /filename="(?<name>[^"]*)"/u;

/** Puts every file that a route answers with on the record, before its first byte goes out; plain answers leave no line. */
@Injectable()
export class FilesGivenOut implements NestInterceptor {
  constructor(private readonly database: Database) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    return next.handle().pipe(
      mergeMap(async (answer) => {
        if (answer instanceof StreamableFile && isRecorded(answer, request))
          await this.database.write(() =>
            Promise.resolve({ result: undefined, record: lineOf(answer, request) }),
          );
        return answer;
      }),
    );
  }
}

/** Of a HEAD request nobody sees the body. */
const isRecorded = (file: StreamableFile, { method }: SignedInRequest): boolean =>
  !(file instanceof UnrecordedFile) && method !== 'HEAD';

function lineOf(file: StreamableFile, { account, url, routeOptions }: SignedInRequest): RecordEntry {
  if (account === undefined) throw new Error('a file of the matter on a public route');
  const [path = '', query = ''] = withoutIdentityNumbers(decoded(url)).split('?', 2);
  const { disposition } = file.getHeaders();
  const name = FILE_NAME.exec([disposition].flat().join(''))?.groups?.['name'] ?? 'file';
  return {
    actor: account.username,
    office: account.office,
    action: 'FILE_GIVEN_OUT',
    subject: `file/${name}`,
    before: null,
    after: {
      route: routeOptions.url ?? null,
      path,
      // As one text: its members are what was asked for, not what the entry bears on.
      filter: query.slice(0, LONGEST_FILTER),
      rows: file instanceof GivenFile ? file.rows : null,
    },
    receipt: null,
  };
}

/** As it was typed, so that numbers in it are known as such. */
function decoded(url: string): string {
  try {
    return decodeURIComponent(url.replaceAll('+', ' '));
  } catch {
    return url;
  }
}
