import type { INestApplication } from '@nestjs/common';
import {
  ApiProperty,
  DocumentBuilder,
  getSchemaPath,
  SwaggerModule,
  type OpenAPIObject,
} from '@nestjs/swagger';
import { PROBLEM_MEDIA_TYPE } from './problem.filter.js';
import { PROBLEM_KINDS } from './problem.js';

const DESCRIPTION = `北京市医疗保障基金使用监督管理行政处罚裁量基准与相关人员医保支付资格记分管理接口。

Discretion benchmarks for administrative penalties and payment-qualification points of a medical-insurance bureau.

- 日期 YYYY-MM-DD（Asia/Shanghai）；金额为以元计的十进制字符串；倍数为十进制字符串。
- 出错时返回 RFC 9457 \`application/problem+json\`，\`errors\` 列出全部问题。`;

/** Extension of an operation that says in Chinese who may call it; it ends the operation's description. */
export const WHO_MAY_CALL = 'x-who-may-call';

class FaultAnswer {
  @ApiProperty({ description: '请求中的位置（JSON Pointer，RFC 6901）', example: '/violations/0/amount' })
  pointer!: string;

  @ApiProperty({ description: '稳定的英文代码', example: 'INVALID_VALUE' })
  code!: string;

  @ApiProperty({ description: '问题与改正办法' })
  detail!: string;

  @ApiProperty({ description: '所依据的条款', required: false, example: 'DB2025:10' })
  citation?: string;
}

class ProblemAnswer {
  @ApiProperty({ example: 400 })
  status!: number;

  @ApiProperty({ example: PROBLEM_KINDS.INVALID_REQUEST.title })
  title!: string;

  @ApiProperty({ enum: Object.keys(PROBLEM_KINDS) })
  code!: string;

  @ApiProperty({ example: PROBLEM_KINDS.INVALID_REQUEST.detail })
  detail!: string;

  @ApiProperty({ type: [FaultAnswer], required: false, description: '发现的全部问题' })
  errors?: FaultAnswer[];
}

/** Serves the OpenAPI document at `/api/openapi.json` and a page to browse it at `/api/docs`; put together when first asked for. */
export function serveOpenApi(app: INestApplication): void {
  const config = new DocumentBuilder()
    .setTitle('医保基金行政处罚裁量与支付资格记分 · Insurance enforcement')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .addGlobalResponse({
      status: 'default',
      description: '请求未被接受或处理失败（RFC 9457）',
      content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: getSchemaPath(ProblemAnswer) } } },
    })
    .build();
  const describe = (): OpenAPIObject => {
    const document = SwaggerModule.createDocument(app, config, { extraModels: [ProblemAnswer, FaultAnswer] });
    sayWhoMayCall(document);
    return document;
  };
  SwaggerModule.setup('api/docs', app, describe, { jsonDocumentUrl: 'api/openapi.json', raw: ['json'] });
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Ends each description with who may call the operation; one that is not public and says nothing is closed to all. */
function sayWhoMayCall({ paths }: OpenAPIObject): void {
  const operations = Object.values(paths).flatMap((path) => METHODS.map((method) => path[method]));
  for (const operation of operations.filter((each) => each !== undefined)) {
    const who: unknown = Object.entries(operation).find(([name]) => name === WHO_MAY_CALL)?.[1];
    const said =
      typeof who === 'string'
        ? who
        : operation.security?.some((each) => Object.keys(each).length === 0) === true
          ? '无须登录'
          : '无人';
    const before =
      operation.description === undefined || operation.description === '' ? [] : [operation.description];
    operation.description = [...before, `可调用者：${said}。`].join('\n\n');
  }
}
