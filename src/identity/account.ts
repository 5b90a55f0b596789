import { ApiProperty } from '@nestjs/swagger';
import { POSTS, ROLES, type Post, type Role } from './role.js';

/** An account as everybody may see it: without its password. */
export class Account {
  @ApiProperty()
  id!: string;

  @ApiProperty({ example: 'city-bureau' })
  username!: string;

  @ApiProperty({ example: '市医保局经办人' })
  displayName!: string;

  @ApiProperty({ enum: ROLES })
  role!: Role;

  @ApiProperty({ description: '所属单位：六位医保区划代码或定点医药机构代码', example: '110105' })
  office!: string;

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
