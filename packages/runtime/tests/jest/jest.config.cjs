module.exports = { testMatch: ['**/*.test.cjs'], testEnvironment: 'node' };
