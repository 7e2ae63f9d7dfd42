declare module 'async'; // a devDependency without types
