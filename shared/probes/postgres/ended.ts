export { Ended } from '../dial/ended.ts';
