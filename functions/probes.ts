/** The kinds of probes a function carries. From source all of them; the build replaces this file by those its checks use. */
export * as kinds from '../shared/probes/index.ts';
