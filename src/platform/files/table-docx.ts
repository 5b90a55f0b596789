import type * as Library from 'docx';
import type {
  Footer,
  IRunOptions,
  Paragraph,
  Table as DocxTable,
  TableCell as DocxCell,
  TableRow,
} from 'docx';
import { cellAt, writable, type ColumnKind, type Paper, type Table } from './table.js';

export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

type Docx = typeof Library;

const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体' };
/** Half points. */
const SIZE = { title: 36, text: 24, cell: 18, footer: 14 };
/** Twentieths of a point. */
const GAP = { paragraph: 120, cell: 80 };
const WHOLE_WIDTH = 100;

/**
 * A paper as a Word document, A4 across, the headings of each table repeated on every page. The library is loaded on
 * first use, since most runs do without.
 * @param footer stands at the foot of every page; null for none.
 */
export async function docxOf(paper: Paper, footer: string | null = null): Promise<Uint8Array> {
  const docx = await import('docx');
  const document = new docx.Document({
    title: writable(paper.title),
    creator: '',
    styles: { default: { document: { run: { font: FONT, size: SIZE.text } } } },
    sections: [
      {
        ...(footer !== null && { footers: { default: footerOf(docx, footer) } }),
        properties: { page: { size: { orientation: docx.PageOrientation.LANDSCAPE } } },
        children: contentOf(docx, paper),
      },
    ],
  });
  return new Uint8Array(await docx.Packer.toBuffer(document));
}

const footerOf = (docx: Docx, text: string): Footer =>
  new docx.Footer({ children: [paragraph(docx, text, { alignment: 'LEFT', size: SIZE.footer, gap: 0 })] });

function contentOf(docx: Docx, { title, lines, tables, notes, closing }: Paper): (Paragraph | DocxTable)[] {
  const several = tables.length > 1;
  return [
    paragraph(docx, title, { alignment: 'CENTER', bold: true, size: SIZE.title }),
    ...lines.map((line) => paragraph(docx, line, { alignment: 'LEFT' })),
    ...tables.flatMap((table) => [
      ...(several ? [paragraph(docx, table.caption, { alignment: 'LEFT', bold: true })] : []),
      tableOf(docx, table),
    ]),
    ...notes.map((note) => paragraph(docx, note, { alignment: 'LEFT', size: SIZE.cell })),
    ...closing.map((line) => paragraph(docx, line, { alignment: 'RIGHT' })),
  ];
}

interface Look {
  readonly alignment: 'LEFT' | 'CENTER' | 'RIGHT';
  readonly bold?: boolean;
  readonly size?: number;
  readonly gap?: number;
}

function paragraph(
  docx: Docx,
  text: string,
  { alignment, bold = false, size = SIZE.text, gap = GAP.paragraph }: Look,
): Paragraph {
  const runs = writable(text)
    .split('\n')
    .map((line, place): IRunOptions => ({ text: line, bold, size, break: place === 0 ? 0 : 1 }))
    .map((run) => new docx.TextRun(run));
  return new docx.Paragraph({
    alignment: docx.AlignmentType[alignment],
    spacing: { before: gap, after: gap },
    children: runs,
  });
}

function tableOf(docx: Docx, { columns, rows }: Table): DocxTable {
  const headings = new docx.TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ heading }) => cellOf(docx, heading, 'TEXT', true)),
  });
  const body = rows.map((row): TableRow => {
    const children = columns.map(({ kind }, column) =>
      cellOf(docx, String(cellAt(row, column) ?? ''), kind, false),
    );
    return new docx.TableRow({ cantSplit: true, children });
  });
  const all = columns.reduce((sum, { width }) => sum + width, 0);
  return new docx.Table({
    width: { size: WHOLE_WIDTH, type: docx.WidthType.PERCENTAGE },
    columnWidths: columns.map(({ width }) => Math.round((width * TEXT_WIDTH_OF_PAGE) / all)),
    rows: [headings, ...body],
  });
}

/** Of A4 across, between its margins; twentieths of a point. */
const TEXT_WIDTH_OF_PAGE = 13_958;

function cellOf(docx: Docx, text: string, kind: ColumnKind, bold: boolean): DocxCell {
  const alignment = kind === 'NUMBER' ? 'RIGHT' : 'LEFT';
  return new docx.TableCell({
    children: [paragraph(docx, text, { alignment, bold, size: SIZE.cell, gap: 0 })],
    margins: { top: GAP.cell / 2, bottom: GAP.cell / 2, left: GAP.cell, right: GAP.cell },
  });
}
