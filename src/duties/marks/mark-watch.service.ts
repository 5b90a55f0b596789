import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { ClocksService, type NewClock } from '../../clocks/clocks.module.js';
import { takeDownDay, type TakeDown } from '../../domain/duties/marked.js';
import type { Restriction } from '../../domain/qualification/standing.js';
import { addDays, date, type CalendarDate } from '../../domain/shared/calendar-date.js';
import type { Rejudged } from '../../ledger/ledger.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { RegistryService } from '../../registry/registry.module.js';
import { SuspensionService } from '../../suspension/suspension.module.js';
import { TAKE_DOWN_WORDS } from '../papers/words.js';
import { MARK_CITATION } from './mark-list.service.js';
import { MarkRemovalEntity } from './mark-removal.entity.js';
import { PublicationEntity } from './publication.entity.js';
import { PublishedMarkEntity } from './published-mark.entity.js';

export const markSubject = ({ publicationId, personCode }: PublishedMarkEntity): string =>
  `publication/${publicationId}/${personCode}`;

/** When a mark on a list has to be taken down; null where no day is known, or it came down with its list before. */
export function takeDownOf(
  mark: PublishedMarkEntity,
  { to }: Pick<PublicationEntity, 'to'>,
  restrictions: readonly Restriction[],
  today: CalendarDate,
): TakeDown | null {
  const shown = { status: mark.status, causes: JSON.parse(mark.causes) as string[] };
  const found = takeDownDay(shown, restrictions, today);
  return found === null || (to !== null && found.on > to) ? null : found;
}

/** Sees to it that marks come down when the measure ends or is void: a deadline of the institution for each. */
@Injectable()
export class MarkWatchService implements OnModuleInit {
  constructor(
    private readonly suspension: SuspensionService,
    private readonly registry: RegistryService,
    private readonly clocks: ClocksService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.suspension.alsoFollow((tx, rejudged, at) => this.follow(tx, rejudged, at));
  }

  /** Sets the deadline of a mark by where its person stands. */
  async watch(
    tx: EntityManager,
    mark: PublishedMarkEntity,
    publication: PublicationEntity,
    restrictions: readonly Restriction[],
    at: string,
  ): Promise<void> {
    const today = this.clock.today();
    const due = takeDownOf(mark, publication, restrictions, today);
    const subject = markSubject(mark);
    if (due === null) {
      await this.clocks.close(tx, 'TAKE_DOWN_MARK', subject, at);
      return;
    }
    const clock: NewClock = {
      kind: 'TAKE_DOWN_MARK',
      subject,
      office: publication.institution,
      officeKind: 'INSTITUTION',
      supervisedBy: publication.district,
      title: `撤下公开的标识：${mark.personCode}（${TAKE_DOWN_WORDS[due.reason]}）`,
      citation: MARK_CITATION,
      from: due.on > today ? addDays(due.on, -1) : today,
      term: due.on > today ? { dueOn: due.on } : null,
    };
    await this.clocks.open(tx, clock, at);
  }

  private async follow(tx: EntityManager, rejudged: Rejudged, at: string): Promise<void> {
    for (const mark of await this.shownOf(tx, rejudged.personId)) {
      const publication = await tx.findOneByOrFail(PublicationEntity, { id: mark.publicationId });
      await this.watch(tx, mark, publication, rejudged.after.standing.restrictions, at);
    }
  }

  /** The marks of a person that are still up, under whatever code of theirs. */
  private async shownOf(tx: EntityManager, fileId: string): Promise<PublishedMarkEntity[]> {
    const person = await this.registry.personById(tx, fileId);
    const marks = await tx.findBy(PublishedMarkEntity, { personCode: In([...(person?.codes ?? [])]) });
    const shown: PublishedMarkEntity[] = [];
    for (const mark of marks) {
      const { publicationId, personId } = mark;
      if (await tx.existsBy(MarkRemovalEntity, { publicationId, personId })) continue;
      const { to } = await tx.findOneByOrFail(PublicationEntity, { id: publicationId });
      if (to === null || date(to) >= this.clock.today()) shown.push(mark);
    }
    return shown;
  }
}
