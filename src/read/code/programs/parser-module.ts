/** What is required for the parser: the compiler, in place of which a build puts what it cut out of it. */
export const parserModule = 'typescript';
