// By static import, and in a file that is itself imported only when it is needed: a bundler finds no names in a CommonJS package otherwise.
export { Agent, request } from 'undici';
