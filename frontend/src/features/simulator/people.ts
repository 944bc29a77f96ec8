// Customers that are made up.

const names = [
  'Ada Okafor',
  'Bela Novák',
  'Chika 小林',
  'Davi Souza',
  'Emre Aydın',
  '陳怡君',
  'Freya Lind',
  '山田 さくら',
  'Ines Moreau',
  'Jonas Weber',
  'Kiri Ngata',
  '林志明',
];

export function invent(): { id: string; name: string } {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  const name = names[(bytes[0] ?? 0) % names.length] ?? 'Ada Okafor';
  return { id: `sim-${[...bytes].map((it) => it.toString(16).padStart(2, '0')).join('')}`, name };
}
