/** Names of makers and products, the same in every language. */
export function platformName(platform: string): string {
  return { MESSENGER: 'Messenger', INSTAGRAM: 'Instagram', WEB: 'Web' }[platform] ?? platform;
}
