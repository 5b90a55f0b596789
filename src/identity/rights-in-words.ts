import { POSTS, type Post, type Role } from './role.js';
import { rightRow, type RightName, type Within } from './rights-table.js';

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  MUNICIPAL_BUREAU: '市医保局',
  MUNICIPAL_AGENCY: '市经办机构',
  DISTRICT_BUREAU: '区医保局',
  DISTRICT_AGENCY: '区经办机构',
  INSTITUTION_CLERK: '定点医药机构',
  PERSON: '相关人员本人',
  AUDITOR: '审计人员',
  SYSTEM_ADMINISTRATOR: '系统管理员',
  SECURITY_ADMINISTRATOR: '安全管理员',
};

export const WITHIN_WORDS: Readonly<Record<Within, string>> = {
  CITY: '全市',
  DISTRICT: '本区',
  INSTITUTION: '本机构',
  OWN_FILE: '本人',
};

const POST_WORDS: Readonly<Record<Post, string>> = {
  OFFICER: '经办岗',
  HEAD: '负责人',
  LEGAL_REVIEWER: '法制审核岗',
  SETTLEMENT: '审核结算岗',
};

/** Posts in words; all but one as the one that is left out. */
export function postsInWords(posts: readonly Post[]): string {
  const [without, ...others] = POSTS.filter((post) => !posts.includes(post));
  if (without !== undefined && others.length === 0) return `${POST_WORDS[without]}除外`;
  return `限${posts.map((post) => POST_WORDS[post]).join('、')}`;
}

/** Who holds a right, in one Chinese line: roles and how far each reaches, posts, machine scope, four eyes, article. */
export function holders(name: RightName): string {
  const { held, posts, machineScope, fourEyes, citation } = rightRow(name);
  const roles = (Object.entries(held) as [Role, Within][]).map(
    ([role, within]) => `${ROLE_WORDS[role]}（${WITHIN_WORDS[within]}）`,
  );
  const parts = [
    roles.join('、'),
    posts && `岗位${postsInWords(posts)}`,
    machineScope && `机器密钥范围 ${machineScope}`,
    fourEyes,
    citation && `依据 ${citation}`,
  ];
  return parts.filter((part) => part !== undefined).join('；');
}
