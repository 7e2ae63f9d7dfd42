export { projectModules, type ParseModule } from './answers/project-modules.ts';
