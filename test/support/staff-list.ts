import { checkCharacter } from '../../src/domain/registry/identity-number.js';

/** Headings of the lists that tests hand in. */
export const STAFF_HEAD = [
  '医保相关人员代码',
  '姓名',
  '身份证号',
  '医药机构代码',
  '人员类别',
  '执业类型',
  '执业类别',
  '执业范围',
  '专业技术职务',
  '登记备案状态',
  '科室代码',
  '登记备案起始日',
  '主执业地',
  '多点执业许可文号',
  '承诺书签署日',
  '电子承诺书',
  '承诺书存档编号',
] as const;
export type StaffWord = (typeof STAFF_HEAD)[number];
export type StaffCells = Readonly<Record<StaffWord, string>>;

const PER_DAY = 1000;
const FIRST_DAY = Date.UTC(1930, 0, 1);
const DAY = 24 * 3600 * 1000;

/** A sound identity number of nobody, another for each number from 0. */
export function identityOf(number: number): string {
  const born = new Date(FIRST_DAY + Math.floor(number / PER_DAY) * DAY).toISOString().slice(0, 10);
  const digits = `110105${born.replaceAll('-', '')}${String(number % PER_DAY).padStart(3, '0')}`;
  return digits + checkCharacter(digits);
}

export const codeOf = (number: number): string => `D110106${String(number).padStart(6, '0')}`;

/** A sound row of a doctor, another for each number. */
export const staffRow = (number: number, change: Partial<StaffCells> = {}): StaffCells => ({
  医保相关人员代码: codeOf(number),
  姓名: `张试${number}`,
  身份证号: identityOf(number),
  医药机构代码: '',
  人员类别: '医疗',
  执业类型: '执业医师',
  执业类别: '临床',
  执业范围: '内科专业',
  专业技术职务: '主治医师',
  登记备案状态: '正常',
  科室代码: '',
  登记备案起始日: '2025-05-01',
  主执业地: '',
  多点执业许可文号: '',
  承诺书签署日: '2025-05-01',
  电子承诺书: '否',
  承诺书存档编号: `档${number}`,
  ...change,
});

export const gridOf = (rows: readonly StaffCells[]): string[][] => [
  [...STAFF_HEAD],
  ...rows.map((row) => STAFF_HEAD.map((word) => row[word])),
];

export const staffCsv = (rows: readonly StaffCells[]): string =>
  gridOf(rows)
    .map((cells) => cells.join(','))
    .join('\r\n');

const LEAD = { from: 0x81, to: 0xfe };
const TRAIL = { from: 0x40, to: 0xfe };

/** A text in GB 18030, as far as two bytes a character hold it. */
export function inGb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const bytesOf = new Map<string, readonly number[]>();
  for (let lead = LEAD.from; lead <= LEAD.to; lead += 1)
    for (let trail = TRAIL.from; trail <= TRAIL.to; trail += 1)
      bytesOf.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return Buffer.from(
    Array.from(text).flatMap((sign) =>
      sign < '\u0080' ? [sign.charCodeAt(0)] : [...(bytesOf.get(sign) ?? [])],
    ),
  );
}
