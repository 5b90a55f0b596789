import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, TextField } from '../../platform/http/fields.js';
import { comparableCode } from '../../domain/registry/codes.js';
import { FormRule, type FormFault, type Unchecked } from '../../platform/http/form-shape.js';
import { POSTS, ROLES, type Post, type Role } from '../role.js';
import { grantFaults } from './grant-form.js';
import { isEffective, type GrantState } from './grant-states.js';
import type { Granted, NewGrant } from './grants.service.js';
import { hasLapsed, REQUEST_SECONDS } from './second-person.js';

const faultsOfGrant = (form: Unchecked<GrantForm>): FormFault[] => grantFaults(form);

@FormRule<GrantForm>(faultsOfGrant)
export class GrantForm {
  @ChoiceField(ROLES, { description: '角色' })
  role!: Role;

  @TextField({
    description: '所属单位：六位医保区划代码，机构与个人账号为定点医药机构代码',
    max: 40,
    example: '110105',
  })
  office!: string;

  @ChoiceField(POSTS, { description: '岗位；行政部门与经办机构的账号必填，其余不填', optional: true })
  post?: Post;

  @TextField({ description: '本人的医保相关人员代码；个人账号必填，其余不填', optional: true, max: 40 })
  personCode?: string;

  @TextField({ description: '授权的原因，记入历史记录' })
  reason!: string;
}

/** What the form grants, its codes as codes are compared. */
export const grantedBy = ({ role, office, post, personCode }: GrantForm): Granted => ({
  role,
  office: comparableCode(office),
  post: post ?? null,
  personCode: personCode === undefined ? null : comparableCode(personCode),
});

const STATES = ['WAITING', 'IN_EFFECT', 'ENDED', 'LAPSED'] as const;

export class GrantAnswer {
  @ApiProperty({ description: '授权编号' })
  id!: number;

  @ApiProperty({ enum: ROLES, nullable: true, description: '角色；null 表示收回全部权限' })
  role!: Role | null;

  @ApiProperty({ type: String, nullable: true })
  office!: string | null;

  @ApiProperty({ enum: POSTS, nullable: true })
  post!: Post | null;

  @ApiProperty({ type: String, nullable: true })
  personCode!: string | null;

  @ApiProperty()
  reason!: string;

  @ApiProperty({
    enum: STATES,
    description: `WAITING 待另一人确认；IN_EFFECT 有效；ENDED 已由其后的授权取代；LAPSED 逾 ${REQUEST_SECONDS / 3600} 小时未经确认，或者未经确认即被取代`,
  })
  state!: (typeof STATES)[number];

  @ApiProperty()
  grantedBy!: string;

  @ApiProperty()
  grantedAt!: string;

  @ApiProperty({ type: String, nullable: true })
  confirmedBy!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '生效的时刻；未生效为 null' })
  from!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '被取代的时刻' })
  to!: string | null;
}

export class NewGrantAnswer extends GrantAnswer {
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      '账号首次被授权时的一次性密码，此前的密码作废；只在此时告知授权（须确认的，确认）人一次，由其转交本人；其余为 null',
  })
  oneTimePassword!: string | null;
}

export class GrantListAnswer {
  @ApiProperty({ type: [GrantAnswer] })
  items!: GrantAnswer[];
}

export class WaitingGrantAnswer extends GrantAnswer {
  @ApiProperty({ description: '所授权的账号' })
  username!: string;
}

export class WaitingGrantListAnswer {
  @ApiProperty({ type: [WaitingGrantAnswer] })
  items!: WaitingGrantAnswer[];
}

/** A grant that waits, with the account that it is of. */
export const waitingGrantAnswer = (each: GrantState): WaitingGrantAnswer =>
  Object.assign(grantAnswer(each, 'WAITING', undefined), { username: each.grant.username });

/** Every grant of an account, oldest first, each with the time for which it was in effect. @param now RFC 3339. */
export function grantAnswers(grants: readonly GrantState[], now: string): GrantAnswer[] {
  return grants.map((each, index) => {
    const later = grants.slice(index + 1);
    const next = later.find(isEffective);
    const state = isEffective(each)
      ? next === undefined
        ? 'IN_EFFECT'
        : 'ENDED'
      : later.length === 0 && !hasLapsed(each.grant.recordedAt, now)
        ? 'WAITING'
        : 'LAPSED';
    return grantAnswer(each, state, next);
  });
}

/** A grant just made or confirmed. */
export const newGrantAnswer = (grant: NewGrant): NewGrantAnswer =>
  Object.assign(grantAnswer(grant, isEffective(grant) ? 'IN_EFFECT' : 'WAITING', undefined), {
    oneTimePassword: grant.oneTimePassword,
  });

function grantAnswer(
  each: GrantState,
  state: GrantAnswer['state'],
  next: GrantState | undefined,
): GrantAnswer {
  const { grant, confirmation } = each;
  const { number, role, office, post, personCode, reason } = grant;
  return {
    id: number,
    role,
    office,
    post,
    personCode,
    reason,
    state,
    grantedBy: grant.actor,
    grantedAt: grant.recordedAt,
    confirmedBy: confirmation?.actor ?? null,
    from: isEffective(each) ? since(each) : null,
    to: isEffective(each) && next !== undefined ? since(next) : null,
  };
}

const since = ({ grant, confirmation }: GrantState): string => confirmation?.recordedAt ?? grant.recordedAt;
