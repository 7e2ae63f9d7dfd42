/** What the local language model has read. */
const CAPITALS: Record<string, string> = {
  Argentina: 'Buenos Aires',
  Australia: 'Canberra',
  Austria: 'Vienna',
  Bolivia: 'Sucre',
  Brazil: 'Brasilia',
  Bulgaria: 'Sofia',
  Canada: 'Ottawa',
  Chile: 'Santiago',
  Colombia: 'Bogota',
  Croatia: 'Zagreb',
  Cuba: 'Havana',
  Denmark: 'Copenhagen',
  Egypt: 'Cairo',
  Estonia: 'Tallinn',
  Finland: 'Helsinki',
  France: 'Paris',
  Ghana: 'Accra',
  Greece: 'Athens',
  Hungary: 'Budapest',
  Iceland: 'Reykjavik',
  India: 'New Delhi',
  Ireland: 'Dublin',
  Italy: 'Rome',
  Japan: 'Tokyo',
  Kenya: 'Nairobi',
  Latvia: 'Riga',
  Mongolia: 'Ulaanbaatar',
  Morocco: 'Rabat',
  Nepal: 'Kathmandu',
  Norway: 'Oslo',
  Peru: 'Lima',
  Poland: 'Warsaw',
  Portugal: 'Lisbon',
  Senegal: 'Dakar',
  Spain: 'Madrid',
  Sweden: 'Stockholm',
};

const SYMBOLS: Record<string, string> = {
  aluminium: 'Al',
  calcium: 'Ca',
  carbon: 'C',
  chlorine: 'Cl',
  copper: 'Cu',
  gold: 'Au',
  helium: 'He',
  hydrogen: 'H',
  iron: 'Fe',
  lead: 'Pb',
  magnesium: 'Mg',
  mercury: 'Hg',
  neon: 'Ne',
  nickel: 'Ni',
  nitrogen: 'N',
  oxygen: 'O',
  potassium: 'K',
  silver: 'Ag',
  sodium: 'Na',
  sulfur: 'S',
  tin: 'Sn',
  zinc: 'Zn',
};

const OPPOSITES: Record<string, string> = {
  above: 'below',
  cheap: 'expensive',
  clean: 'dirty',
  dark: 'light',
  deep: 'shallow',
  dry: 'wet',
  early: 'late',
  empty: 'full',
  fast: 'slow',
  hard: 'soft',
  heavy: 'light',
  hot: 'cold',
  inside: 'outside',
  long: 'short',
  loud: 'quiet',
  narrow: 'wide',
  open: 'closed',
  rich: 'poor',
  rough: 'smooth',
  sharp: 'blunt',
  strong: 'weak',
  young: 'old',
};

export interface Recollection {
  topic: string;
  answer: string;
  /** What somebody who is not sure might say instead. */
  mistakes: string[];
}

const TOPICS: {
  topic: string;
  pattern: RegExp;
  recall: (...words: string[]) => Omit<Recollection, 'topic'> | undefined;
}[] = [
  {
    topic: 'capital',
    pattern: /^What is the capital of (.+)\?$/,
    recall: (country) => lookUp(CAPITALS, country),
  },
  {
    topic: 'symbol',
    pattern: /^What is the chemical symbol of (.+)\?$/,
    recall: (element) => lookUp(SYMBOLS, element),
  },
  {
    topic: 'opposite',
    pattern: /^What is the opposite of (.+)\?$/,
    recall: (word) => lookUp(OPPOSITES, word),
  },
  {
    topic: 'letters',
    pattern: /^How many letters has the word (\w+)\?$/,
    recall: (word) => number(word?.length),
  },
  { topic: 'sum', pattern: /^What is (\d+) plus (\d+)\?$/, recall: (a, b) => number(Number(a) + Number(b)) },
  {
    topic: 'difference',
    pattern: /^What is (\d+) minus (\d+)\?$/,
    recall: (a, b) => number(Number(a) - Number(b)),
  },
  {
    topic: 'product',
    pattern: /^What is (\d+) times (\d+)\?$/,
    recall: (a, b) => number(Number(a) * Number(b)),
  },
];

/** What is known about a question; undefined when it is about nothing that was ever read. */
export function recall(question: string): Recollection | undefined {
  for (const { topic, pattern, recall } of TOPICS) {
    const words = pattern.exec(question)?.slice(1);
    const found = words && recall(...words);
    if (found) return { topic, ...found };
  }
  return undefined;
}

function lookUp(
  table: Record<string, string>,
  key: string | undefined,
): Omit<Recollection, 'topic'> | undefined {
  const answer = table[key ?? ''];
  if (answer === undefined) return undefined;
  return { answer, mistakes: Object.values(table).filter((other) => other !== answer) };
}

function number(value: number | undefined): Omit<Recollection, 'topic'> | undefined {
  if (value === undefined) return undefined;
  return { answer: String(value), mistakes: [-2, -1, 1, 2, 10].map((slip) => String(value + slip)) };
}
