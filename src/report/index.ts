/** The door `faultline/report`. */

export { createReport } from './create.ts';
export { legacyDate } from './dates.ts';
export { renderReport } from './render.ts';
export type { ReportOptions } from './options.ts';
export type { Plots, RouteCount } from './plots.ts';
export type { RenderOptions, ReportFormat } from './render.ts';
export type { ErrorCount, ErrorDetail, ErrorDetails, Omitted, Report } from './report.ts';
export type { GroupCount } from './top-groups.ts';
