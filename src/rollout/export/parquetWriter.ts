import type { ExportedGroup, GroupWriter } from './format.ts';
import { ParquetTable } from './parquetTable.ts';
import {
  type CompletionRow,
  completionRows,
  type PreferenceRow,
  preferenceRows,
} from './trainingRows.ts';

/** The rows of TRL as Parquet files. */
export class ParquetGroupWriter implements GroupWriter {
  private readonly completions: ParquetTable<CompletionRow>;
  private readonly preferences: ParquetTable<PreferenceRow>;

  constructor(completionsPath: string, preferencesPath: string) {
    this.completions = new ParquetTable<CompletionRow>(completionsPath, {
      group: 'text',
      stage: 'text',
      side: 'text',
      prompt: 'text?',
      completion: 'text?',
      reward: 'number',
      advantage: 'number',
      prompt_ids: 'tokens',
      completion_ids: 'tokens',
      input_ids: 'tokens',
      completion_mask: 'tokens',
      old_log_probs: 'numbers?',
      repository: 'text',
      path: 'text',
      qualified_name: 'text',
      language: 'text',
      model_hash: 'text',
      adapter: 'text?',
      prompt_version: 'text',
      temperature: 'number',
      seed: 'whole',
    });
    this.preferences = new ParquetTable<PreferenceRow>(preferencesPath, {
      group: 'text',
      stage: 'text',
      side: 'text',
      prompt: 'text?',
      chosen: 'text?',
      rejected: 'text?',
      prompt_ids: 'tokens',
      chosen_ids: 'tokens',
      rejected_ids: 'tokens',
      chosen_reward: 'number',
      rejected_reward: 'number',
    });
  }

  async write(group: ExportedGroup): Promise<void> {
    const completions = completionRows(group);
    await this.completions.write(completions);
    await this.preferences.write(preferenceRows(completions));
  }

  async close(): Promise<void> {
    await this.completions.close();
    await this.preferences.close();
  }
}
