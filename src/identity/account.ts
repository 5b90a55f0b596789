import { ApiProperty } from '@nestjs/swagger';
import { POSTS, ROLES, type Post, type Role } from './role.js';

/** An account as everybody may see it, without its password; it may have been granted nothing yet. */
export class AccountHead {
  @ApiProperty()
  id!: string;

  @ApiProperty({ example: 'city-bureau' })
  username!: string;

  @ApiProperty({ example: '市医保局经办人' })
  displayName!: string;

  @ApiProperty({ enum: ROLES, nullable: true, description: '角色；尚未授权的账号为 null' })
  role!: Role | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: '所属单位：六位医保区划代码或定点医药机构代码；尚未授权的账号为 null',
    example: '110105',
  })
  office!: string | null;

  @ApiProperty({ enum: POSTS, nullable: true, description: '岗位；行政部门与经办机构以外的账号为 null' })
  post!: Post | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: '本人的医保相关人员代码；只有本人账号有，其余为 null',
    example: null,
  })
  personCode!: string | null;
}

/** The members of an answer, without its class. */
export type Plain<T> = Pick<T, keyof T>;

/** An account that has been granted a role: what every handler sees. */
export class Account extends AccountHead {
  @ApiProperty({ enum: ROLES })
  override role!: Role;

  @ApiProperty({ description: '所属单位：六位医保区划代码或定点医药机构代码', example: '110105' })
  override office!: string;
}
